// SPDX-License-Identifier: Apache-2.0
#include "office/sample_other_records.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace kc::office {
namespace {

using record::FieldText;

constexpr int kSmallDivisor = 10;
constexpr int kBases = 40;

class OtherRecords {
public:
    OtherRecords(SampleRandom& random, const SampleOptions& options,
                 const std::vector<SampleFirm>& firms, int people)
        : random_(random),
          options_(options),
          firms_(firms),
          people_(people),
          year_(options.today.year()) {}

    std::vector<record::NewRecord> make() {
        institutions();
        many(220, [&] { result(); });
        many(300, [&] { demand(); });
        many(120, [&] { instrument(); });
        many(900, [&] { right(); });
        many(60, [&] { team(); });
        bases();
        many(700, [&] { service(); });
        many(160, [&] { event(); });
        many(90, [&] { investment(); });
        many(24, [&] { document(); });
        return std::move(all_);
    }

private:
    int scaled(int city) const {
        return options_.size == SampleSize::city ? city : std::max(1, city / kSmallDivisor);
    }
    template <typename Make>
    void many(int city, Make make_one) {
        const int count = scaled(city);
        for (int i = 0; i < count; ++i) make_one();
    }

    base::Date day(int years_back, int first_month = 1, int last_month = 12) {
        return sample_day(random_, options_, year_ - random_.below(years_back + 1), first_month,
                          last_month);
    }
    static std::string text(base::Date date) { return base::to_string(date); }
    static base::Date later(base::Date date, int years) { return *base::add_years(date, years); }
    const SampleFirm& firm() { return sample_firm(random_, firms_); }
    static std::string number(const SampleFirm& firm) { return std::to_string(firm.id); }
    std::string money(std::int64_t median) {
        return std::to_string(std::max<std::int64_t>(1, random_.skewed(median, 90)));
    }
    std::string named(std::string_view what) {
        return fmt::format("{}（虚构{:05}）", what, ++number_);
    }
    void add(std::string registry, std::vector<FieldText> fields) {
        all_.push_back({std::move(registry), std::move(fields), "published", "虚构样例"});
    }

    void institutions() {
        for (const std::string_view name : kSampleUniversities) {
            const bool is_institute = name.find("研究") != std::string_view::npos;
            const bool is_vocational = name.find("职业") != std::string_view::npos;
            add("cn.institution", {{"name", std::string(name)},
                                   {"kind", is_institute    ? "institute"
                                            : is_vocational ? "vocational"
                                                            : "university"},
                                   {"place", "澄湾市（虚构）"},
                                   {"fields", std::string(random_.pick(kSampleTrades).word)}});
        }
    }

    void result() {
        constexpr std::array<std::string_view, 4> kMaturity = {"laboratory", "trial", "pilot",
                                                               "production"};
        const std::string university(random_.pick(kSampleUniversities));
        const base::Date published = day(4);
        const SampleTrade& trade = random_.pick(kSampleTrades);
        std::vector<FieldText> fields = {{"title", named(fmt::format("{}新工艺", trade.word))},
                                         {"holder", university},
                                         {"institution", university},
                                         {"field", std::string(trade.word)},
                                         {"maturity", std::string(random_.pick(kMaturity))},
                                         {"published_on", text(published)},
                                         {"available_until", text(later(published, 3))},
                                         {"price", money(80)}};
        if (random_.happens(280)) {
            fields.push_back({"transferred_on",
                              text(std::min(*base::add_days(published, 200), options_.today))});
            fields.push_back({"transferred_amount", money(60)});
        }
        add("cn.research-result", std::move(fields));
    }

    void demand() {
        constexpr std::array<std::string_view, 5> kOutcomes = {"open", "contacted", "contracted",
                                                               "solved", "dropped"};
        constexpr std::array<int, 5> kWeights = {40, 25, 20, 10, 5};
        const SampleFirm& asks = firm();
        const base::Date published = day(2);
        const std::string outcome(kOutcomes[random_.weighted(kWeights)]);
        std::vector<FieldText> fields = {
            {"title", named(fmt::format("{}技术需求", asks.trade->word))},
            {"enterprise", number(asks)},
            {"field", std::string(asks.trade->word)},
            {"budget", money(50)},
            {"published_on", text(published)},
            {"open_until", text(later(published, 1))},
            {"challenge", random_.happens(120) ? "yes" : "no"},
            {"outcome", outcome}};
        if (outcome == "contracted" || outcome == "solved")
            fields.push_back(
                {"contracted_on", text(std::min(*base::add_days(published, 90), options_.today))});
        add("cn.technical-demand", std::move(fields));
    }

    void instrument() {
        constexpr std::array<std::string_view, 6> kNames = {"扫描电子显微镜", "三坐标测量机",
                                                            "高低温试验箱",   "液相色谱仪",
                                                            "光谱分析仪",     "疲劳试验机"};
        const bool is_firms = random_.happens(550);
        const SampleFirm& owner = firm();
        const std::string university(random_.pick(kSampleUniversities));
        add("cn.instrument",
            {{"name", named(random_.pick(kNames))},
             {"model", fmt::format("XG-{:04}", random_.below(10'000))},
             {"holder", is_firms ? owner.name : university},
             {is_firms ? "enterprise" : "institution", is_firms ? number(owner) : university},
             {"region", owner.region},
             {"value", money(70)},
             {"open_from", text(day(6))}});
    }

    void right() {
        constexpr std::array<std::string_view, 4> kKinds = {"invention", "utility-model", "design",
                                                            "software"};
        constexpr std::array<int, 4> kWeights = {30, 45, 8, 17};
        constexpr std::array<int, 4> kTerms = {20, 10, 15, 50};
        const std::size_t kind = random_.weighted(kWeights);
        const SampleFirm& owner = firm();
        const base::Date applied = day(9);
        const base::Date granted = std::min(*base::add_days(applied, 400), options_.today);
        add("cn.ip-right",
            {{"title", named(fmt::format("{}装置", owner.trade->word))},
             {"kind", std::string(kKinds[kind])},
             {"number", fmt::format("ZLXG{}{:06}", applied.year(), ++right_)},
             {"enterprise", number(owner)},
             {"acquired", random_.happens(850) ? "own" : "transfer"},
             {"class", kind == 0 ? "one" : "two"},
             {"used_for_recognition", random_.happens(350) ? "yes" : "no"},
             {"applied_on", text(applied)},
             {"granted_on", text(granted)},
             {"expires_on", text(*base::add_days(later(applied, kTerms[kind]), -1))}});
    }

    void team() {
        constexpr std::array<std::string_view, 4> kLevels = {"national", "provincial", "municipal",
                                                             "county"};
        constexpr std::array<int, 4> kWeights = {3, 27, 45, 25};
        const SampleFirm& host = firm();
        const base::Date since = day(5, 3, 10);
        add("cn.talent-team", {{"name", named(fmt::format("{}创新团队", host.trade->word))},
                               {"level", std::string(kLevels[random_.weighted(kWeights)])},
                               {"kind", random_.happens(400) ? "startup" : "leading"},
                               {"enterprise", number(host)},
                               {"leader", "虚构某"},
                               {"members", std::to_string(random_.between(4, 18))},
                               {"region", host.region},
                               {"recognised_on", text(since)},
                               {"supported_until", text(*base::add_days(later(since, 3), -1))},
                               {"support", money(150)},
                               {"g60", random_.happens(300) ? "yes" : "no"}});
    }

    void bases() {
        const int count = scaled(kBases);
        for (int i = 0; i < count; ++i) {
            const SampleFirm& host = firm();
            bases_.push_back(fmt::format("科技特派员示范基地（虚构{:03}）", i + 1));
            add("cn.envoy-base", {{"name", bases_.back()},
                                  {"level", random_.happens(250) ? "provincial" : "municipal"},
                                  {"host", host.name},
                                  {"enterprise", number(host)},
                                  {"region", host.region},
                                  {"industry", "绿色食品"},
                                  {"recognised_on", text(day(5))},
                                  {"grade", random_.happens(300) ? "excellent" : "qualified"}});
        }
    }

    void service() {
        constexpr std::array<std::string_view, 5> kKinds = {"visit", "training", "remote",
                                                            "research", "trial"};
        const std::string& base =
            bases_[static_cast<std::size_t>(random_.below(static_cast<int>(bases_.size())))];
        const base::Date served = day(1);
        const bool is_confirmed = random_.happens(800);
        std::vector<FieldText> fields = {
            {"subject", named("技术指导")},
            {"person", sample_person(random_.below(people_) + 1)},
            {"base", base},
            {"region", std::string(random_.pick(kSampleCounties).code)},
            {"served_on", text(served)},
            {"days", random_.happens(300) ? "0.5" : "1"},
            {"kind", std::string(random_.pick(kKinds))},
            {"people_served", std::to_string(random_.between(1, 40))},
            {"confirmed", is_confirmed ? "yes" : "no"}};
        if (is_confirmed)
            fields.push_back(
                {"confirmed_on", text(std::min(*base::add_days(served, 3), options_.today))});
        add("cn.service-log", std::move(fields));
    }

    void event() {
        constexpr std::array<std::string_view, 7> kKinds = {
            "party-study", "outreach", "training", "fair", "roadshow", "contest", "visit"};
        constexpr std::array<std::string_view, 7> kNames = {
            "专题学习", "科普活动", "业务培训", "产学研对接会", "成果路演", "创新大赛", "走访企业"};
        const auto kind = static_cast<std::size_t>(random_.below(7));
        const base::Date held = day(2);
        add("cn.event", {{"title", named(kNames[kind])},
                         {"kind", std::string(kKinds[kind])},
                         {"held_on", text(held)},
                         {"held_until", text(held)},
                         {"region", std::string(random_.pick(kSampleCounties).code)},
                         {"organiser", "澄湾市（虚构）科学技术局"},
                         {"participants", std::to_string(random_.between(12, 260))},
                         {"firms", std::to_string(random_.between(0, 40))},
                         {"projects", std::to_string(random_.between(0, 9))}});
    }

    void investment() {
        constexpr std::array<std::string_view, 5> kStages = {"lead", "signed", "started",
                                                             "production", "dropped"};
        constexpr std::array<int, 5> kWeights = {25, 30, 22, 18, 5};
        const std::size_t stage = random_.weighted(kWeights);
        const SampleTrade& trade = random_.pick(kSampleTrades);
        std::vector<FieldText> fields = {
            {"name", named(fmt::format("{}项目", trade.word))},
            {"investor", named("某投资公司")},
            {"chain", std::string(trade.chain)},
            {"region", std::string(random_.pick(kSampleCounties).code)},
            {"stage", std::string(kStages[stage])},
            {"technology", random_.happens(700) ? "yes" : "no"}};
        // What is only a lead has been agreed nowhere.
        if (stage > 0 && stage < 4) {
            const base::Date signed_on = day(3);
            fields.push_back({"signed_on", text(signed_on)});
            fields.push_back({"agreed", money(12'000)});
            if (stage > 1)
                fields.push_back({"started_on",
                                  text(std::min(*base::add_days(signed_on, 150), options_.today))});
            if (stage > 2) fields.push_back({"arrived", money(4'000)});
        }
        add("cn.investment-project", std::move(fields));
    }

    void document() {
        const base::Date issued = day(4);
        add("cn.policy-document",
            {{"title", named("关于支持科技创新的若干措施")},
             {"issuer", "澄湾市（虚构）人民政府"},
             {"level", random_.happens(700) ? "municipal" : "county"},
             {"issued_on", text(issued)},
             {"in_force_from", text(issued)},
             {"in_force_until", text(*base::add_days(later(issued, 3), -1))}});
    }

    SampleRandom& random_;
    const SampleOptions& options_;
    const std::vector<SampleFirm>& firms_;
    int people_;
    int year_;
    int number_ = 50'000;  // apart from those of projects and contracts
    int right_ = 0;
    std::vector<std::string> bases_;
    std::vector<record::NewRecord> all_;
};

}  // namespace

base::Date sample_day(SampleRandom& random, const SampleOptions& options, int year, int first_month,
                      int last_month) {
    const int month = random.between(first_month, last_month);
    const base::Date day = *base::Date::of(year, month, random.between(1, 28));
    return std::min(day, options.today);
}

const SampleFirm& sample_firm(SampleRandom& random, const std::vector<SampleFirm>& firms) {
    const SampleFirm* best = nullptr;
    for (int i = 0; i < 3; ++i) {
        const SampleFirm& firm =
            firms[static_cast<std::size_t>(random.below(static_cast<int>(firms.size())))];
        if (best == nullptr || firm.revenue > best->revenue) best = &firm;
    }
    return *best;
}

std::string sample_person(int number) {
    return fmt::format("虚构某{:03}", number);
}

std::vector<record::NewRecord> sample_other_records(SampleRandom& random,
                                                    const SampleOptions& options,
                                                    const std::vector<SampleFirm>& firms,
                                                    int people) {
    return OtherRecords(random, options, firms, people).make();
}

}  // namespace kc::office
