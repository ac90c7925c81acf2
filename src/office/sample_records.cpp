// SPDX-License-Identifier: Apache-2.0
// The records of the sample city: firms with five years of figures, certificates in batches with
// renewals, platforms, projects, contracts, people.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "base/code_text.hpp"
#include "office/sample_city.hpp"
#include "office/sample_other_records.hpp"
#include "office/sample_random.hpp"
#include "office/sample_words.hpp"
#include "record/commands.hpp"
#include "record/write.hpp"

namespace kc::office {
namespace {

using record::FieldText;
using record::RecordId;

constexpr int kAboveScale = 2000;
constexpr int kOthers = 1500;
constexpr int kPeople = 500;
constexpr int kPerCommand = 500;
constexpr int kSmallDivisor = 10;
constexpr int kRenewedInThousand = 720;

// A valid code of a body that cannot exist: its region is no place.
std::string credit_code(std::string_view region, int number) {
    constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const std::string body = fmt::format("XF{:06}", number);
    std::string code = fmt::format("91{}{}", region, body) + base::organisation_check(body);
    std::size_t sum = 0;
    std::size_t weight = 1;
    for (const char c : code) {
        sum += kAlphabet.find(c) * weight;
        weight = weight * 3 % kAlphabet.size();
    }
    return code + kAlphabet[(kAlphabet.size() - sum % kAlphabet.size()) % kAlphabet.size()];
}

class SampleFiller {
public:
    SampleFiller(store::Store& store, const record::SharedRegistries& registries,
                 const SampleOptions& options)
        : store_(store),
          registries_(registries),
          options_(options),
          random_(options.seed),
          year_(options.today.year()) {}

    Result<SampleCounts> fill() {
        make_firms();
        if (auto sent = send_firms(); !sent) return unexpected(std::move(sent.error()));
        make_certificates();
        make_platforms();
        make_projects();
        make_people();
        for (record::NewRecord& one :
             sample_other_records(random_, options_, firms_, scaled(kPeople)))
            rest_.push_back(std::move(one));
        settle_states();
        if (auto sent = send_rest(); !sent) return unexpected(std::move(sent.error()));
        if (auto sent = send_facts(); !sent) return unexpected(std::move(sent.error()));
        return counts_;
    }

private:
    int scaled(int city) const {
        return options_.size == SampleSize::city ? city : std::max(1, city / kSmallDivisor);
    }

    base::Date some_day(int year, int first_month = 1, int last_month = 12) {
        return sample_day(random_, options_, year, first_month, last_month);
    }
    static std::string text(base::Date day) { return base::to_string(day); }

    void add(std::string registry, std::vector<FieldText> fields) {
        rest_.push_back({std::move(registry), std::move(fields), "published", "虚构样例"});
    }

    // Most is published; a little is on its way, so that every desk has something to do. All of it
    // counts where records count from their submission on.
    void settle_states() {
        constexpr std::array<std::string_view, 4> kStates = {"published", "verified", "signed",
                                                             "submitted"};
        constexpr std::array<int, 4> kWeights = {965, 15, 8, 12};
        SampleRandom chance(options_.seed + 1);  // of its own: what is made stays as it is
        for (record::NewRecord& one : rest_) one.state = kStates[chance.weighted(kWeights)];
    }

    // --- firms -----------------------------------------------------------------------------------

    void make_firms() {
        std::vector<int> weights;
        for (const SampleCounty& county : kSampleCounties) weights.push_back(county.weight);
        const int above = scaled(kAboveScale);
        const int all = above + scaled(kOthers);
        for (int i = 0; i < all; ++i) {
            SampleFirm firm;
            const SampleCounty& county = kSampleCounties[random_.weighted(weights)];
            firm.region = county.code;
            firm.trade = &random_.pick(kSampleTrades);
            firm.above_scale = i < above;
            firm.name = fmt::format("{}{}{}（虚构{:04}）有限公司", county.short_name,
                                    random_.pick(kSampleFirmWords), firm.trade->word, i + 1);
            firm.revenue = firm.above_scale
                               ? std::max<std::int64_t>(2000, random_.skewed(6000, 110))
                               : random_.skewed(500, 80);
            firm.does_rd = random_.happens(firm.above_scale ? 560 : 150);
            firms_.push_back(std::move(firm));
        }
    }

    // As the credit codes count: from 1, in the order of firms_.
    int number_of(const SampleFirm& firm) const {
        return static_cast<int>(&firm - firms_.data()) + 1;
    }

    std::vector<FieldText> fields_of(const SampleFirm& firm, int number) {
        const base::Date founded =
            some_day(random_.between(1998, firm.above_scale ? year_ - 5 : year_ - 1));
        std::vector<FieldText> fields = {{"name", firm.name},
                                         {"credit_code", credit_code(firm.region, number)},
                                         {"region", firm.region},
                                         {"founded", text(founded)},
                                         {"industry", std::string(firm.trade->industry)},
                                         {"chain", std::string(firm.trade->chain)},
                                         {"above_scale", firm.above_scale ? "yes" : "no"},
                                         {"contact_name", "虚构某"},
                                         {"fictitious", "yes"}};
        if (firm.above_scale) {
            fields.push_back(
                {"above_scale_since",
                 text(*base::Date::of(std::max(founded.year() + 2, year_ - 6), 1, 1))});
            // Some have not been asked yet: missing is not no.
            if (!random_.happens(60)) {
                fields.push_back(
                    {"has_rd_institution", firm.does_rd && random_.happens(620) ? "yes" : "no"});
            }
            if (!random_.happens(50)) {
                fields.push_back({"invention_patents",
                                  std::to_string(firm.does_rd ? random_.skewed(3, 90) : 0)});
            }
        }
        return fields;
    }

    Result<void> send_firms() {
        for (std::size_t first = 0; first < firms_.size(); first += kPerCommand) {
            const std::size_t end = std::min(firms_.size(), first + kPerCommand);
            std::vector<std::vector<FieldText>> fields;
            std::vector<std::vector<record::YearlyChange>> figures;
            for (std::size_t i = first; i < end; ++i) {
                fields.push_back(fields_of(firms_[i], static_cast<int>(i) + 1));
                figures.push_back(figures_of(firms_[i]));
            }
            auto sent = command([&](record::RecordWriter& writer) -> Result<void> {
                writer.reserve(static_cast<std::int64_t>(end - first));
                for (std::size_t i = first; i < end; ++i) {
                    auto made = writer.create(
                        {"cn.enterprise", fields[i - first], "published", "虚构样例"});
                    if (!made) return unexpected(std::move(made.error()));
                    firms_[i].id = made->id;
                    for (record::YearlyChange& one : figures[i - first]) {
                        one.whom.id = made->id;
                        auto set = writer.set_yearly(one);
                        if (!set) return unexpected(std::move(set.error()));
                    }
                }
                return {};
            });
            if (!sent) return sent;
            for (std::size_t i = first; i < end; ++i) {
                counts_.yearly += static_cast<std::int64_t>(figures[i - first].size());
                counts_.above_scale += firms_[i].above_scale ? 1 : 0;
            }
            counts_.firms += static_cast<std::int64_t>(end - first);
            counts_.records += static_cast<std::int64_t>(end - first);
        }
        return {};
    }

    // Growth by a few per cent a year; R&D starts some day and is more in some calibres than in
    // others, as it is.
    std::vector<record::YearlyChange> figures_of(const SampleFirm& firm) {
        std::vector<record::YearlyChange> all;
        if (!firm.above_scale && !firm.does_rd) return all;
        std::int64_t revenue = firm.revenue;
        const int rd_since = year_ - random_.between(0, 7);
        const int per_thousand = random_.between(18, 62);
        for (int year = year_; year > year_ - kSampleYears; --year) {
            const bool is_out = year < year_ || options_.today.month() >= 10;
            if (is_out && !random_.happens(year == year_ ? 300 : 15)) {
                const std::int64_t rd =
                    firm.does_rd && year >= rd_since ? revenue * per_thousand / 1000 : 0;
                const std::int64_t staff = std::max<std::int64_t>(8, revenue / 75);
                record::YearlyChange change;
                change.whom.registry = "cn.enterprise";
                change.whom.allowed = store::always();
                change.year = year;
                change.source = "虚构样例";
                change.fields = {{"revenue", std::to_string(revenue)},
                                 {"staff", std::to_string(staff)},
                                 {"st_staff", std::to_string(staff * (rd > 0 ? 13 : 3) / 100)},
                                 {"taxes", std::to_string(revenue * 4 / 100)},
                                 {"rd_accounting", std::to_string(rd * 108 / 100)},
                                 {"rd_high_tech", std::to_string(rd)},
                                 {"rd_super_deduction", std::to_string(rd * 91 / 100)},
                                 {"rd_statistics", std::to_string(rd * 96 / 100)}};
                all.push_back(std::move(change));
            }
            revenue = revenue * 1000 / random_.between(960, 1160);
        }
        return all;
    }

    // --- certificates ----------------------------------------------------------------------------

    void make_certificates() {
        for (const SampleFirm& firm : firms_) {
            if (!firm.does_rd) continue;
            if (random_.happens(firm.trade->ht_in_thousand * (firm.above_scale ? 16 : 6) / 10)) {
                high_tech_titles(firm);
            }
            if (random_.happens(firm.above_scale ? 420 : 800)) tech_sme_titles(firm);
            if (firm.above_scale && random_.happens(110)) specialised_title(firm);
        }
    }

    // Three batches a year in the autumn; three years each, renewed more often than not.
    void high_tech_titles(const SampleFirm& firm) {
        constexpr std::array<int, 3> kMonths = {9, 10, 11};
        int year = year_ - random_.between(0, 7);
        for (int times = 0; year <= year_; ++times, year += 3) {
            const int batch = random_.below(3);
            const base::Date from =
                *base::Date::of(year, kMonths[static_cast<std::size_t>(batch)], 15 + batch * 5);
            if (from > options_.today) return;
            const base::Date to = *base::add_days(*base::add_years(from, 3), -1);
            add("cn.certificate", {{"title", "高新技术企业证书（虚构）"},
                                   {"kind", "high-tech"},
                                   {"level", "national"},
                                   {"enterprise", std::to_string(firm.id)},
                                   {"number", fmt::format("GR{}99{:06}", year, ++ht_number_)},
                                   {"batch", fmt::format("{}年第{}批", year, batch + 1)},
                                   {"renewal", times > 0 ? "yes" : "no"},
                                   {"valid_from", text(from)},
                                   {"valid_to", text(to)}});
            if (to >= options_.today && counts_.holder.empty())
                counts_.holder = credit_code(firm.region, number_of(firm));
            if (!random_.happens(kRenewedInThousand)) return;
        }
    }

    void tech_sme_titles(const SampleFirm& firm) {
        for (int year = year_ - random_.below(kSampleYears); year <= year_; ++year) {
            const base::Date from = *base::Date::of(year, random_.between(6, 10), 20);
            if (from > options_.today) return;
            add("cn.certificate", {{"title", "科技型中小企业入库（虚构）"},
                                   {"kind", "tech-sme"},
                                   {"enterprise", std::to_string(firm.id)},
                                   {"number", fmt::format("{}999900X{:07}", year, ++sme_number_)},
                                   {"batch", fmt::format("{}年", year)},
                                   {"valid_from", text(from)},
                                   {"valid_to", text(*base::Date::of(year + 1, 3, 31))}});
            if (!random_.happens(850)) return;
        }
    }

    void specialised_title(const SampleFirm& firm) {
        const base::Date from = some_day(year_ - random_.below(kSampleYears), 4, 9);
        add("cn.certificate", {{"title", "专精特新中小企业（虚构）"},
                               {"kind", "specialised"},
                               {"level", "provincial"},
                               {"enterprise", std::to_string(firm.id)},
                               {"valid_from", text(from)},
                               {"valid_to", text(*base::add_days(*base::add_years(from, 3), -1))}});
    }

    // --- platforms, projects, contracts ----------------------------------------------------------

    const SampleFirm& some_firm() { return sample_firm(random_, firms_); }

    void make_platforms() {
        constexpr std::array<std::string_view, 6> kTypes = {
            "key-laboratory", "engineering-centre", "technology-centre",
            "new-rd",         "incubator",          "postdoctoral"};
        constexpr std::array<std::string_view, 6> kNames = {"重点实验室",   "工程研究中心",
                                                            "企业技术中心", "新型研发机构",
                                                            "孵化器",       "博士后科研工作站"};
        constexpr std::array<int, 4> kLevels = {6, 52, 42, 0};
        constexpr std::array<std::string_view, 3> kLevelCodes = {"national", "provincial",
                                                                 "municipal"};
        for (int i = 0; i < scaled(240); ++i) {
            const SampleFirm& firm = some_firm();
            const std::size_t kind = static_cast<std::size_t>(random_.below(6));
            const std::string_view level = kLevelCodes[random_.weighted(kLevels)];
            const base::Date approved = some_day(year_ - random_.below(8));
            const bool is_old = approved.year() < year_ - 3;
            const bool is_revoked = is_old && random_.happens(80);
            std::vector<FieldText> fields = {
                {"name",
                 fmt::format("澄湾市（虚构）{}{}{:03}", firm.trade->word, kNames[kind], i + 1)},
                {"type", std::string(kTypes[kind])},
                {"level", std::string(level)},
                {"host", std::to_string(firm.id)},
                {"host_name", firm.name},
                {"region", firm.region},
                {"phase", is_revoked ? "revoked" : (is_old ? "operating" : "building")},
                {"approved_on", text(approved)},
                {"assessment_years", "3年"}};
            if (is_revoked) fields.push_back({"ended_on", text(some_day(year_ - 1, 6, 12))});
            if (is_old && !is_revoked) {
                fields.push_back({"grade", random_.happens(300) ? "excellent" : "qualified"});
                fields.push_back({"next_assessment", text(*base::Date::of(year_ + 1, 6, 30))});
            }
            add("cn.platform", std::move(fields));
        }
    }

    void make_projects() {
        for (int year = year_ - kSampleYears + 1; year <= year_; ++year) {
            const int part = year == year_ ? options_.today.month() : 12;
            for (int i = 0; i < scaled(300) * part / 12; ++i) iur_project(year);
            for (int i = 0; i < scaled(560) * part / 12; ++i) contract(year);
            for (int i = 0; i < scaled(36) * part / 12; ++i) g60_project(year);
        }
    }

    void iur_project(int year) {
        const SampleFirm& firm = some_firm();
        add("cn.iur-project",
            {{"title", fmt::format("{}关键技术合作（虚构{:05}）", firm.trade->word, ++number_)},
             {"enterprise", std::to_string(firm.id)},
             {"partner", std::string(random_.pick(kSampleUniversities))},
             {"signed_on", text(some_day(year))},
             {"amount", std::to_string(random_.skewed(60, 90))},
             {"source", random_.happens(500) ? "event" : "own"}});
    }

    // Mostly late in the year.
    void contract(int year) {
        constexpr std::array<int, 12> kMonths = {2, 1, 4, 4, 5, 9, 5, 6, 9, 11, 17, 27};
        constexpr std::array<std::string_view, 5> kTypes = {"development", "transfer", "licence",
                                                            "consulting", "service"};
        constexpr std::array<int, 5> kWeights = {38, 8, 4, 12, 38};
        const int month = static_cast<int>(random_.weighted(kMonths)) + 1;
        const base::Date day = *base::Date::of(year, month, random_.between(1, 28));
        if (day > options_.today) return;
        const SampleFirm& firm = some_firm();
        const bool buys = random_.happens(680);
        const std::int64_t total = random_.skewed(180, 130);
        const std::string other(random_.pick(kSampleUniversities));
        add("cn.technology-contract",
            {{"title", fmt::format("{}技术合同（虚构{:05}）", firm.trade->word, ++number_)},
             {"number", fmt::format("{}9999{:08}", year, number_)},
             {"type", std::string(kTypes[random_.weighted(kWeights)])},
             {"seller", buys ? other : firm.name},
             {"seller_local", buys ? "no" : "yes"},
             {"buyer", buys ? firm.name : other},
             {"buyer_local", buys ? "yes" : "no"},
             {buys ? "buyer_enterprise" : "seller_enterprise", std::to_string(firm.id)},
             {"region", firm.region},
             {"registered_on", text(day)},
             {"total", std::to_string(total)},
             {"technology_amount", std::to_string(total * random_.between(55, 100) / 100)}});
    }

    void g60_project(int year) {
        constexpr std::array<std::string_view, 4> kKinds = {"industry", "research", "talent",
                                                            "platform"};
        constexpr std::array<std::string_view, 4> kCities = {"songjiang", "hangzhou", "suzhou",
                                                             "hefei"};
        const SampleFirm& firm = some_firm();
        const std::string kind(random_.pick(kKinds));
        std::vector<FieldText> fields = {
            {"title", fmt::format("G60{}合作（虚构{:05}）", firm.trade->word, ++number_)},
            {"kind", kind},
            {"partner_city", std::string(random_.pick(kCities))},
            {"enterprise", std::to_string(firm.id)},
            {"region", firm.region},
            {"signed_on", text(some_day(year))}};
        if (kind == "industry") {
            fields.push_back({"investment", std::to_string(random_.skewed(8000, 100))});
        }
        if (kind == "talent") fields.push_back({"people", std::to_string(random_.between(1, 9))});
        add("cn.g60-project", std::move(fields));
    }

    void make_people() {
        constexpr std::array<std::string_view, 3> kRoles = {"expert", "envoy", "vice-president"};
        constexpr std::array<int, 3> kWeights = {40, 45, 15};
        for (int i = 0; i < scaled(kPeople); ++i) {
            const SampleFirm& firm = some_firm();
            const std::string role(kRoles[random_.weighted(kWeights)]);
            const base::Date since = some_day(year_ - random_.below(3), 3, 6);
            add("cn.person", {{"name", sample_person(i + 1)},
                              {"role", role},
                              {"employer", std::string(random_.pick(kSampleUniversities))},
                              {"enterprise", std::to_string(firm.id)},
                              {"region", firm.region},
                              {"title_level", random_.happens(350) ? "senior" : "associate"},
                              {"field", std::string(firm.trade->word)},
                              {"since", text(since)},
                              {"until", text(*base::add_years(since, 2))}});
        }
    }

    // --- sending ---------------------------------------------------------------------------------

    Result<void> send_rest() {
        for (std::size_t first = 0; first < rest_.size(); first += kPerCommand) {
            const std::size_t end = std::min(rest_.size(), first + kPerCommand);
            auto sent = command([&](record::RecordWriter& writer) -> Result<void> {
                writer.reserve(static_cast<std::int64_t>(end - first));
                for (std::size_t i = first; i < end; ++i) {
                    auto made = writer.create(rest_[i]);
                    if (!made) return unexpected(std::move(made.error()));
                }
                return {};
            });
            if (!sent) return sent;
        }
        counts_.records += static_cast<std::int64_t>(rest_.size());
        return {};
    }

    // What no registry holds: intensity of R&D, late and once a year.
    Result<void> send_facts() {
        std::vector<store::Fact> facts;
        int hundredths = 196;
        for (int year = year_ - kSampleYears; year < year_; ++year) {
            hundredths += random_.between(4, 14);
            if (year == year_ - 1 && options_.today.month() < 11) break;  // not published yet
            facts.push_back({.indicator = "cn.rd.intensity",
                             .unit = std::string(kSampleCity),
                             .period = *base::Period::year(year),
                             .dimensions = {},
                             .value = *base::Decimal::of(hundredths, 2),
                             .status = store::FactStatus::published,
                             .source = "虚构样例",
                             .who = {}});
        }
        // A typed total that differs a little from what is counted, as it does.
        facts.push_back({.indicator = "cn.htfirm.valid_count",
                         .unit = std::string(kSampleCity),
                         .period = *base::Period::month(year_, options_.today.month()),
                         .dimensions = {},
                         .value = *base::Decimal::of(base::Int128{scaled(430)}),
                         .status = store::FactStatus::verified,
                         .source = "虚构样例：县区填报合计",
                         .who = {}});
        counts_.facts = static_cast<std::int64_t>(facts.size());
        auto written =
            store_.write({.key = "sample facts",
                          .actor = "sample",
                          .kind = "fact.append",
                          .payload = R"({"sample":true})",
                          .run = [&](store::Transaction& transaction) -> Result<std::string> {
                              auto first = transaction.append(facts);
                              if (!first) return unexpected(std::move(first.error()));
                              return std::string("{}");
                          }});
        if (!written) return unexpected(std::move(written.error()));
        return {};
    }

    template <typename Act>
    Result<void> command(Act act) {
        const std::string seed = fmt::format("sample {} {}", options_.seed, ++commands_);
        auto written =
            store_.write({.key = fmt::format("sample {}", commands_),
                          .actor = "sample",
                          .kind = "record.sample",
                          .payload = fmt::format(R"({{"sample":true,"seed":{}}})", options_.seed),
                          .run = [&](store::Transaction& transaction) -> Result<std::string> {
                              record::RecordWriter writer(transaction, *registries_,
                                                          {.today = options_.today, .seed = seed});
                              if (auto done = act(writer); !done)
                                  return unexpected(std::move(done.error()));
                              return record::answer_text({}, writer.proof());
                          }});
        if (!written) return unexpected(std::move(written.error()));
        return {};
    }

    store::Store& store_;
    const record::SharedRegistries& registries_;
    const SampleOptions& options_;
    SampleRandom random_;
    int year_;
    int ht_number_ = 0;
    int sme_number_ = 0;
    int number_ = 0;
    int commands_ = 0;
    std::vector<SampleFirm> firms_;
    std::vector<record::NewRecord> rest_;
    SampleCounts counts_;
};

}  // namespace

Result<SampleCounts> fill_sample(store::Store& store, const record::SharedRegistries& registries,
                                 const SampleOptions& options) {
    return SampleFiller(store, registries, options).fill();
}

}  // namespace kc::office
