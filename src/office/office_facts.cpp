// SPDX-License-Identifier: Apache-2.0
#include "office/office_facts.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "base/check.hpp"
#include "office/json_quoted.hpp"
#include "store/fact_text.hpp"

namespace kc::office {
namespace {

constexpr std::size_t kFactsPerRequestMax = 100'000;

const pack::Indicator* named_indicator(const pack::ObjectSet& set, std::string_view name) {
    for (const auto& entry : set.indicators) {
        const pack::Indicator& one = entry.value;
        if (one.name.zh == name || one.name.en == name) return &one;
        for (const std::string& alias : one.aliases) {
            if (alias == name) return &one;
        }
    }
    return nullptr;
}

// Only below the pack's own region: 市辖区 exists in every city.
const pack::AdminUnit* named_unit(const pack::AdminUnit& below, std::string_view name) {
    if (below.name.zh == name || below.name.en == name || below.short_name == name) return &below;
    for (const std::string& alias : below.aliases) {
        if (alias == name) return &below;
    }
    for (const pack::AdminUnit& child : below.children) {
        if (const auto* found = named_unit(child, name)) return found;
    }
    return nullptr;
}

class Checker {
public:
    Checker(const LivePack& live, const FactInput& input, const FactRules& rules)
        : live_(live), input_(input), rules_(rules) {}

    CheckedFact check() {
        const std::string indicator = indicator_code();
        const std::string unit = unit_code();
        if (!unit.empty() && rules_.refuse_unit) {
            if (auto refused = rules_.refuse_unit(unit)) error("unit", std::move(*refused));
        }
        const auto period = base::Period::parse(input_.period);
        if (!period) error("period", period.error());
        const auto value = base::Decimal::parse(input_.value);
        if (!value) error("value", value.error());
        const store::FactStatus status = status_of();
        if (indicator_ != nullptr && value) check_value(*value);
        if (!errors_.empty()) return {std::nullopt, std::move(errors_)};
        store::Fact fact{.indicator = indicator,
                         .unit = unit,
                         .period = *period,
                         .dimensions = input_.dimensions,
                         .value = *value,
                         .status = status,
                         .source = input_.source};
        std::sort(fact.dimensions.begin(), fact.dimensions.end());
        if (const auto fine = store::check_fact(fact); !fine) {
            error("dimensions", fine.error());
            return {std::nullopt, std::move(errors_)};
        }
        return {std::move(fact), {}};
    }

private:
    void error(std::string field, Diagnostic what) {
        errors_.push_back({std::move(field), std::move(what)});
    }

    std::string indicator_code() {
        indicator_ = live_.lookup.indicator(input_.indicator);
        if (indicator_ == nullptr && rules_.by_name) {
            indicator_ = named_indicator(live_.pack.objects, input_.indicator);
            if (indicator_ == nullptr)
                indicator_ = named_indicator(*live_.catalog, input_.indicator);
        }
        if (indicator_ != nullptr) return indicator_->code;
        error("indicator",
              Diagnostic{"E-fact-indicator",
                         {},
                         fmt::format("没有指标“{}”", input_.indicator),
                         fmt::format("there is no indicator '{}'", input_.indicator)}
                  .hint("在指标目录里查代码或名称", "look its code or name up in the indicators"));
        return {};
    }

    std::string unit_code() {
        if (const auto* unit = live_.lookup.unit(input_.unit)) return unit->code;
        if (rules_.by_name) {
            if (const auto* region = live_.lookup.unit(live_.manifest().region)) {
                if (const auto* unit = named_unit(*region, input_.unit)) return unit->code;
            }
            for (const auto& tree : live_.pack.objects.unit_trees) {
                for (const pack::AdminUnit& root : tree.value.units) {
                    if (const auto* unit = named_unit(root, input_.unit)) return unit->code;
                }
            }
        }
        error("unit", Diagnostic{"E-fact-unit",
                                 {},
                                 fmt::format("没有单位“{}”", input_.unit),
                                 fmt::format("there is no unit '{}'", input_.unit)}
                          .hint("填区划代码，如 341800，或本市县区的名称",
                                "give a region code such as 341800, or the name of a county"));
        return {};
    }

    store::FactStatus status_of() {
        if (input_.status.empty()) return rules_.default_status;
        const auto status = store::parse_fact_status(input_.status);
        if (!status) {
            error("status", status.error());
            return rules_.default_status;
        }
        if (*status > store::FactStatus::submitted && !rules_.may_verify)
            error("status", Diagnostic{"E-fact-status",
                                       {},
                                       "您只能填报草稿和待核数据",
                                       "you may record drafts and submitted figures only"}
                                .hint("状态写 submitted，由业务管理员核验",
                                      "write submitted; the business administrator verifies it"));
        return *status;
    }

    void check_value(base::Decimal value) {
        const auto quantity = indicator_->quantity;
        const bool may_fall =
            quantity == pack::QuantityKind::net_new || quantity == pack::QuantityKind::growth ||
            quantity == pack::QuantityKind::difference || quantity == pack::QuantityKind::amount ||
            quantity == pack::QuantityKind::index;
        if (value.is_negative() && !may_fall)
            error("value", Diagnostic{"E-fact-negative",
                                      {},
                                      fmt::format("“{}”不会是负数", indicator_->name.zh),
                                      fmt::format("'{}' cannot be negative", indicator_->code)}
                               .hint("检查正负号", "check the sign"));
        if (!value.is_whole() && indicator_->unit.dimension() == base::Dimension::count &&
            indicator_->unit.exponent() == 0 && !indicator_->unit.is_per())
            error("value",
                  Diagnostic{"E-fact-fraction",
                             {},
                             fmt::format("“{}”以{}计，应是整数", indicator_->name.zh,
                                         base::to_string(indicator_->unit)),
                             fmt::format("'{}' counts {}, so it has to be whole", indicator_->code,
                                         base::to_string(indicator_->unit))}
                      .hint("检查小数点和计量单位", "check the point and the unit"));
    }

    const LivePack& live_;
    const FactInput& input_;
    const FactRules& rules_;
    const pack::Indicator* indicator_ = nullptr;
    std::vector<InputError> errors_;
};

// Everything that was asked, so that the journal tells it and a repeated request is known by it.
std::string payload_of(const std::vector<store::Fact>& facts) {
    std::string out = "{\"facts\":[";
    for (const store::Fact& fact : facts) {
        if (out.back() != '[') out += ',';
        fmt::format_to(std::back_inserter(out), "[{},{},\"{}\",{},{},{},\"{}\"]",
                       json_quoted(fact.indicator), json_quoted(fact.unit),
                       base::to_string(fact.period), base::to_string(fact.value),
                       json_quoted(store::to_text(fact.dimensions)), json_quoted(fact.source),
                       store::to_string(fact.status));
    }
    return out + "]}";
}

std::string answer_of(std::int64_t first, std::size_t count) {
    return fmt::format("{} {}", first, count);
}

RecordedFacts recorded_of(const store::Answer& answer) {
    RecordedFacts recorded{.is_repeated = answer.is_repeated};
    const char* end = answer.text.data() + answer.text.size();
    const auto first = std::from_chars(answer.text.data(), end, recorded.first);
    if (first.ptr != end) std::from_chars(first.ptr + 1, end, recorded.count);
    return recorded;
}

// The number of a text, or one that no row has.
Result<std::int64_t> term_of(store::Connection& connection,
                             const std::optional<std::string>& text) {
    if (!text) return 0;
    auto rows = connection.query("SELECT id FROM term WHERE text = $1", {*text});
    if (!rows) return unexpected(rows.error());
    const auto more = rows->next();
    if (!more) return unexpected(more.error());
    return *more ? rows->get<std::int64_t>(0) : std::int64_t{-1};
}

constexpr std::string_view kListFacts =
    "SELECT f.id, i.text, u.text, p.text, d.text, f.coefficient, f.scale, f.status, "
    "f.known_at_us, s.text, w.text, "
    "NOT EXISTS (SELECT 1 FROM fact n WHERE n.indicator = f.indicator AND n.unit = f.unit "
    "AND n.period = f.period AND n.dimensions = f.dimensions AND n.id > f.id) "
    "FROM fact f JOIN term i ON i.id = f.indicator JOIN term u ON u.id = f.unit "
    "JOIN term p ON p.id = f.period JOIN term d ON d.id = f.dimensions "
    "JOIN term s ON s.id = f.source JOIN term w ON w.id = f.who "
    "WHERE f.id < $1 AND ($2 = 0 OR f.indicator = $2) AND ($3 = 0 OR f.unit = $3) "
    "AND ($4 = 0 OR f.period = $4) ORDER BY f.id DESC LIMIT $5";

Result<ListedFact> listed_fact(store::Rows& rows) {
    auto period = base::Period::parse(rows.get<std::string>(3));
    if (!period) return unexpected(period.error());
    auto dimensions = store::parse_dimensions(rows.get<std::string>(4));
    if (!dimensions) return unexpected(dimensions.error());
    ListedFact listed{.fact = {.id = rows.get<std::int64_t>(0),
                               .indicator = rows.get<std::string>(1),
                               .unit = rows.get<std::string>(2),
                               .period = *period,
                               .dimensions = std::move(*dimensions),
                               .value = rows.get_scaled(5, 6),
                               .status = static_cast<store::FactStatus>(rows.get<std::int64_t>(7)),
                               .known_at_us = rows.get<std::int64_t>(8),
                               .source = rows.get<std::string>(9),
                               .who = rows.get<std::string>(10)},
                      .is_current = rows.get<bool>(11)};
    return listed;
}

}  // namespace

CheckedFact check_fact(const LivePack& live, const FactInput& input, const FactRules& rules) {
    return Checker(live, input, rules).check();
}

Result<RecordedFacts> record_facts(Office& office, const Requester& requester,
                                   const std::vector<store::Fact>& facts) {
    if (facts.empty() || facts.size() > kFactsPerRequestMax)
        return unexpected(
            Diagnostic{"E-fact-count",
                       {},
                       fmt::format("一次可填1至{}个数", kFactsPerRequestMax),
                       fmt::format("1 to {} figures at a time", kFactsPerRequestMax)});
    auto answer = office.store().write(
        {.key = requester.key,
         .actor = requester.name,
         .kind = "facts.record",
         .payload = payload_of(facts),
         .run = [&facts](store::Transaction& transaction) -> Result<std::string> {
             auto first = transaction.append(facts);
             if (!first) return unexpected(first.error());
             return answer_of(*first, facts.size());
         }});
    if (!answer) return unexpected(answer.error());
    return recorded_of(*answer);
}

Result<std::vector<ListedFact>> list_facts(Office& office, const FactFilter& filter) {
    auto reader = office.store().read();
    if (!reader) return unexpected(reader.error());
    store::Connection& connection = reader->connection();
    std::array<std::int64_t, 3> terms{};
    const std::array<const std::optional<std::string>*, 3> texts = {&filter.indicator, &filter.unit,
                                                                    &filter.period};
    for (std::size_t i = 0; i < texts.size(); ++i) {
        auto term = term_of(connection, *texts[i]);
        if (!term) return unexpected(term.error());
        terms[i] = *term;
    }
    const std::int64_t before =
        filter.before > 0 ? filter.before : std::numeric_limits<std::int64_t>::max();
    auto rows =
        connection.query(kListFacts, {before, terms[0], terms[1], terms[2], filter.limit + 1});
    if (!rows) return unexpected(rows.error());
    std::vector<ListedFact> facts;
    auto more = rows->next();
    for (; more && *more; more = rows->next()) {
        auto one = listed_fact(*rows);
        if (!one) return unexpected(one.error());
        facts.push_back(std::move(*one));
    }
    if (!more) return unexpected(more.error());
    return facts;
}

Result<ListedFact> find_listed_fact(Office& office, std::int64_t id) {
    auto facts = list_facts(office, {.before = id + 1, .limit = 1});
    if (!facts) return unexpected(facts.error());
    KC_CHECK(!facts->empty() && facts->front().fact.id == id);
    return std::move(facts->front());
}

}  // namespace kc::office
