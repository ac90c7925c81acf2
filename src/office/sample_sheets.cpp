// SPDX-License-Identifier: Apache-2.0
#include "office/sample_sheets.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/check.hpp"
#include "base/quantity.hpp"
#include "collection/calendar.hpp"
#include "collection/sheet_rows.hpp"
#include "office/office_records.hpp"
#include "office/sample_random.hpp"
#include "office/sample_words.hpp"
#include "record/tables.hpp"

namespace kc::office {
namespace {

using collection::Cells;
using collection::Event;
using collection::SheetKey;
using collection::Step;

constexpr std::array<std::string_view, 2> kForms = {"form.county_monthly", "form.county_quarterly"};
constexpr std::string_view kClerk = "虚构经办员";
constexpr std::string_view kLeader = "虚构负责人";
constexpr std::string_view kSection = "虚构科长";
constexpr int kMistakenInThousand = 60;

// What nothing is counted of: how much the whole city has, of what runs on from January in a month.
constexpr std::array<std::pair<std::string_view, int>, 8> kSizes = {{{"demands", 20},
                                                                     {"demands_solved", 12},
                                                                     {"htfirm_applied", 30},
                                                                     {"inventions", 5'200},
                                                                     {"talents", 45},
                                                                     {"matching_events", 12},
                                                                     {"envoy_services", 400},
                                                                     {"loans", 28'000}}};
constexpr int kOtherSize = 16;
constexpr int kWeights = 100;  // of all counties

int size_of(std::string_view field) {
    for (const auto& [code, size] : kSizes) {
        if (code == field) return size;
    }
    return kOtherSize;
}

// How far a sheet has come; in the newest period one county for each.
enum class Progress : std::uint8_t {
    published,
    verified,
    signed_off,
    submitted,
    returned,
    saved,
    none
};
constexpr std::array<Progress, 7> kNewest = {
    Progress::published, Progress::verified, Progress::signed_off, Progress::submitted,
    Progress::returned,  Progress::saved,    Progress::none};

struct Filled {
    SheetKey key;
    std::string county;
    Progress progress = Progress::published;
    Cells cells = {};
    std::int64_t version = 0;
};

// By indicator, unit and period.
using Counted = std::map<std::tuple<std::string, std::string, std::string>, base::Decimal>;

class SheetFiller {
public:
    SheetFiller(store::Store& store, const pack::Form& form, const pack::Lookup& lookup,
                const Counted& counted, const SampleOptions& options)
        : store_(store),
          form_(form),
          lookup_(lookup),
          counted_(counted),
          options_(options),
          random_(options.seed ^ 0x5eed5ULL) {}

    Result<std::int64_t> fill() {
        make();
        Result<void> done = take(kClerk, Step::save, Progress::saved);
        if (done) done = take(kClerk, Step::submit, Progress::submitted);
        if (done) done = take(kLeader, Step::sign, Progress::signed_off);
        if (done) done = hand_back();
        if (done) done = take(kSection, Step::verify, Progress::verified);
        if (done) done = take(kSection, Step::publish, Progress::published);
        if (!done) return unexpected(std::move(done.error()));
        return static_cast<std::int64_t>(sheets_.size());
    }

private:
    void make() {
        const base::Date first = *base::Date::of(options_.today.year(), 1, 1);
        const auto periods = collection::periods_within(form_, first, options_.today);
        for (const base::Period& period : periods) {
            if (!collection::is_open(period, options_.today)) continue;
            for (std::size_t i = 0; i < kSampleCounties.size(); ++i) {
                Filled sheet{{form_.code, std::string(kSampleCounties[i].code), period},
                             std::string(kSampleCounties[i].code)};
                if (period == periods.back()) sheet.progress = kNewest[i];
                if (sheet.progress == Progress::none) continue;
                for (const pack::FormField& field : form_.fields)
                    sheet.cells.push_back(cell_of(field, sheet, i));
                sheets_.push_back(std::move(sheet));
            }
        }
    }

    // What the registry holds, now and then miscounted and then explained; where nothing is
    // counted, so much as befits the county's size.
    collection::CellEntry cell_of(const pack::FormField& field, const Filled& sheet,
                                  std::size_t county) {
        if (const auto counted = counted_in(field, sheet)) {
            const bool is_returned = sheet.progress == Progress::returned;
            const bool is_off = random_.happens(kMistakenInThousand) || is_returned;
            const auto wrong =
                is_off ? base::add(*counted, base::Decimal(1)) : std::optional<base::Decimal>();
            if (wrong) return {field.code, wrong, "（虚构样例）有一项还没有登记"};
            return {field.code, counted, ""};
        }
        const int month = sheet.key.period.last_day().month();
        const int months = field.covers == pack::Covers::year_to_date ? month : 1;
        const int weight = kSampleCounties[county].weight;
        return {field.code, base::Decimal(months * size_of(field.code) * weight / kWeights), ""};
    }

    std::optional<base::Decimal> counted_in(const pack::FormField& field,
                                            const Filled& sheet) const {
        const std::string& code = field.control.empty() ? field.indicator : field.control;
        base::Period about = collection::fact_period(field, sheet.key.period);
        // What stands at a quarter's end is what stands at the end of its last month.
        if (field.covers != pack::Covers::year_to_date)
            about = *base::Period::month(about.last_day().year(), about.last_day().month());
        const auto found = counted_.find({code, sheet.county, base::to_string(about)});
        const pack::Indicator* indicator = lookup_.indicator(code);
        if (found == counted_.end() || indicator == nullptr) return std::nullopt;
        const auto own = base::convert({found->second, indicator->unit}, field.unit);
        if (!own) return std::nullopt;
        return base::round_half_up(own->value, field.places);
    }

    // One command for a step of all sheets that have come so far, in the name of one person.
    Result<void> take(std::string_view actor, Step step, Progress at_least) {
        return command(actor, step, [&](const Filled& one) {
            // What was returned had been submitted and signed.
            if (one.progress == Progress::returned)
                return at_least == Progress::saved || at_least == Progress::submitted ||
                       at_least == Progress::signed_off;
            return one.progress <= at_least;
        });
    }
    Result<void> hand_back() {
        return command(kSection, Step::hand_back,
                       [](const Filled& one) { return one.progress == Progress::returned; });
    }

    Result<void> command(std::string_view actor, Step step,
                         const std::function<bool(const Filled&)>& concerns) {
        const std::string word(collection::to_string(step));
        auto written =
            store_.write({.key = fmt::format("sample sheets {} {}", form_.code, word),
                          .actor = std::string(actor),
                          .kind = "collection.sample",
                          .payload = fmt::format(R"({{"sample":true,"step":"{}"}})", word),
                          .run = [&](store::Transaction& transaction) -> Result<std::string> {
                              for (const Filled& one : sheets_) {
                                  if (!concerns(one)) continue;
                                  if (auto taken = take_one(transaction, one, step); !taken)
                                      return unexpected(std::move(taken.error()));
                              }
                              return std::string("{}");
                          }});
        if (!written) return unexpected(std::move(written.error()));
        for (Filled& one : sheets_) {
            if (concerns(one)) ++one.version;
        }
        return {};
    }

    Result<void> take_one(store::Transaction& transaction, const Filled& sheet, Step step) {
        Event event;
        event.step = step;
        if (step == Step::save) event.cells = sheet.cells;
        if (step == Step::hand_back) event.text = "（虚构样例）与登记库的数不一致，请核对";
        auto taken = collection::take_step(
            transaction, sheet.key, {sheet.county, form_.route.check.section, ""}, std::move(event),
            form_.route.sign.has_value(), sheet.version);
        if (!taken) return unexpected(std::move(taken.error()));
        // A figure is reported once it is submitted, and stands once it is published.
        if (step == Step::submit) return report(transaction, sheet, store::FactStatus::submitted);
        if (step == Step::publish) return report(transaction, sheet, store::FactStatus::published);
        return {};
    }

    Result<void> report(store::Transaction& transaction, const Filled& sheet,
                        store::FactStatus status) {
        std::vector<store::Fact> facts;
        for (const pack::FormField& field : form_.fields) {
            const auto* cell = collection::find_cell(sheet.cells, field.code);
            const pack::Indicator* indicator = lookup_.indicator(field.indicator);
            if (cell == nullptr || !cell->value || indicator == nullptr) continue;
            const auto converted = base::convert({*cell->value, field.unit}, indicator->unit);
            if (!converted) continue;
            facts.push_back({.indicator = indicator->code,
                             .unit = sheet.county,
                             .period = collection::fact_period(field, sheet.key.period),
                             .value = converted->value,
                             .status = status,
                             .source = "（虚构样例）" + form_.name.zh});
        }
        if (auto added = transaction.append(facts); !added)
            return unexpected(std::move(added.error()));
        return {};
    }

    store::Store& store_;
    const pack::Form& form_;
    const pack::Lookup& lookup_;
    const Counted& counted_;
    const SampleOptions& options_;
    SampleRandom random_;
    std::vector<Filled> sheets_;
};

Result<Counted> count_all(store::Store& store, const CountingPlan& plan,
                          const SampleOptions& options) {
    Counted counted;
    auto reader = store.read();
    if (!reader) return unexpected(std::move(reader.error()));
    auto changes = record::changes_of(reader->connection());
    if (!changes) return unexpected(std::move(changes.error()));
    for (const pack::Indicator* indicator : plan.indicators) {
        const auto found = changes->find(indicator->counts->registry);
        if (found == changes->end() || found->second.count == 0) continue;
        for (const CountSlot& slot : slots_of(*indicator, plan.year, options.today)) {
            auto facts = counted_facts(reader->connection(), plan, *indicator, slot,
                                       slot.begin_us(), std::nullopt);
            if (!facts) return unexpected(std::move(facts.error()));
            for (const store::Fact& fact : *facts)
                counted[{fact.indicator, fact.unit, base::to_string(fact.period)}] = fact.value;
        }
    }
    return counted;
}

}  // namespace

Result<std::int64_t> fill_sample_sheets(store::Store& store,
                                        const record::SharedRegistries& registries,
                                        const pack::Catalog& catalog, const pack::Pack& pack,
                                        const SampleOptions& options) {
    pack::Lookup lookup;
    lookup.add(pack.objects);
    lookup.add(catalog.objects);
    const CountingPlan plan =
        counting_plan(*registries, lookup, pack.objects, catalog.objects, pack.manifest);
    const auto counted = count_all(store, plan, options);
    if (!counted) return unexpected(counted.error());
    std::int64_t sheets = 0;
    for (const std::string_view code : kForms) {
        const pack::Form* form = lookup.form(code);
        KC_CHECK(form != nullptr);  // of the catalog
        auto filled = SheetFiller(store, *form, lookup, *counted, options).fill();
        if (!filled) return filled;
        sheets += *filled;
    }
    return sheets;
}

}  // namespace kc::office
