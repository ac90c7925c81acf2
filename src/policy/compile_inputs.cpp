// SPDX-License-Identifier: Apache-2.0
// What a policy reads: facts, experts' points, dated parameters and the law date itself.
#include <fmt/format.h>

#include <algorithm>

#include "base/quantity.hpp"
#include "base/suggest.hpp"
#include "policy/compiler.hpp"
#include "policy/report.hpp"

namespace kc::policy {
namespace {

using pack::FactType;

constexpr const char* kLawDate = "law_date";
constexpr int kMaxDecimals = 8;

bool is_numeric(FactType type) {
    return type == FactType::count || type == FactType::number || type == FactType::money ||
           type == FactType::ratio;
}

// One value of a parameter before all of them agree on a step.
struct DatedValue {
    base::Date from = {};
    pack::Located text = {};
    formula::Type type = {};
    base::Ratio value = {};  // of numbers, in the plain unit
    std::int64_t count = 0;  // of everything else
    int decimals = 0;        // as written
    base::Ratio written_factor = base::Ratio(1);
};

base::Ratio tenth_power(int places) {
    base::Ratio value(1);
    for (int i = 0; i < places; ++i) value = *divide(value, base::Ratio(10));
    return value;
}

bool looks_like_date(std::string_view text) {
    return std::count(text.begin(), text.end(), '-') == 2 && text.front() != '-';
}

}  // namespace

void Compiler::add_origins() {
    for (const auto& origin : text_.origins) {
        policy_.origins.push_back(
            {{origin.name.text, origin.value.en, ""}, origin.value.authoritative});
    }
}

std::int32_t Compiler::read_months(const pack::Located& text) {
    if (text.empty()) return 0;
    constexpr std::int32_t kMonthsOfYear = 12;
    const auto quantity = base::Quantity::parse(trimmed_half_width(text.text));
    if (quantity) {
        const auto months = convert(*quantity, formula::unit_named("月"));
        if (months) {
            const auto whole = months->value.to_whole();
            if (whole && *whole > 0 && *whole <= 100 * kMonthsOfYear) {
                return static_cast<std::int32_t>(*whole);
            }
        }
    }
    error(text, {"E-duration", fmt::format("“{}”不是月数或年数", text.text),
                 fmt::format("'{}' is no number of months or years", text.text),
                 "写成 18个月 或 3年", "write 18个月 or 3年"});
    return 0;
}

std::optional<formula::Bound> Compiler::read_bound(const pack::Located& text,
                                                   const ValueForm& form) {
    if (text.is_open) return formula::Bound{};
    const NameEntry* entry = names_.find(text.text);
    if (entry != nullptr && entry->kind == NameKind::fact) {
        if (!resolve(text.text)) return std::nullopt;
        return formula::Bound{{}, *scope_.find(text.text)};
    }
    ValueForm with_unit = form;
    if (form.type == FactType::count || form.type == FactType::number) {
        with_unit.heading_unit = form.unit;
    }
    const auto count = read_value(with_unit, text.text, builder_.texts());
    if (count) return formula::Bound{*count, {}};
    const auto near = is_numeric(form.type) && trimmed_half_width(text.text).front() > '9'
                          ? names_.nearest(text.text)
                          : std::nullopt;
    Diagnostic diagnostic = count.error();
    if (near) {
        diagnostic.hint_zh = fmt::format("是不是 {}？", *near);
        diagnostic.hint_en = fmt::format("did you mean {}?", *near);
    }
    add_placed(found_, place(text), std::move(diagnostic));
    return std::nullopt;
}

bool Compiler::add_fact(const pack::Named<pack::PolicyFact>& named) {
    const pack::PolicyFact& text = named.value;
    Fact fact;
    fact.label = {named.name.text, text.en, text.code};
    fact.type = text.type;
    fact.unit = unit_of(text.type, text.unit);
    fact.text = &text;
    ValueForm form{text.type, fact.unit, step_of(text.type, fact.unit), text.words, {}};

    formula::InputField field;
    field.name = text.code;
    field.type = plan_type(text.type, fact.unit);
    field.step = form.step;
    for (const pack::Located& word : text.words) field.codes.push_back(word.text);
    if (text.type == FactType::text && text.words.empty()) {
        error(named.name, {"E-words", fmt::format("{} 没有写可取的文字 words", named.name.text),
                           fmt::format("{} does not say which texts it may be", named.name.text),
                           "加上 words: [甲, 乙]", "add words: [a, b]"});
        return false;
    }
    if (!text.domain.empty()) {
        const auto low = read_bound(text.domain[0], form);
        const auto high = read_bound(text.domain[1], form);
        if (!low || !high) return false;
        field.lowest = *low;
        field.highest = *high;
        if (low->count && high->count && *low->count > *high->count) {
            error(text.domain[0],
                  {"E-domain", fmt::format("{} 的范围上下限颠倒", named.name.text),
                   fmt::format("the domain of {} ends before it begins", named.name.text),
                   "把小的写在前面", "write the smaller end first"});
            return false;
        }
    }
    // Two policies may read one column of the data and still differ in what it may be.
    auto node = builder_.input(field);
    if (!node) {
        field.name = fmt::format("{}/{}", text_.code, text.code);
        node = builder_.input(field);
    }
    const auto good = taken(std::move(node), named.name);
    if (!good) return false;
    fact.node = *good;
    fact.slot = *builder_.so_far().find_input(field.name);
    for (const pack::Located& name : text.rank) {
        const auto origin = std::find_if(policy_.origins.begin(), policy_.origins.end(),
                                         [&](const Origin& o) { return o.label.zh == name.text; });
        if (origin == policy_.origins.end()) {
            std::vector<std::string> names;
            for (const Origin& o : policy_.origins) names.push_back(o.label.zh);
            const auto near = base::nearest(name.text, names);
            error(name, {"E-origin", fmt::format("origins 里没有 {}", name.text),
                         fmt::format("there is no '{}' in 'origins'", name.text),
                         near ? fmt::format("是不是 {}？", *near) : "先在 origins 里写上它",
                         near ? fmt::format("did you mean {}?", *near) : "add it to 'origins'"});
            continue;
        }
        fact.rank.push_back(static_cast<std::size_t>(origin - policy_.origins.begin()));
    }
    fact.stale_after_months = read_months(text.stale_after);
    if (!text.plausible.empty()) {
        const auto low = read_bound(text.plausible[0], form);
        const auto high = read_bound(text.plausible[1], form);
        if (low && low->count) fact.plausible_low = *low->count;
        if (high && high->count) fact.plausible_high = *high->count;
    }
    bind(fact.label, fact.node);
    policy_.facts.push_back(std::move(fact));
    return true;
}

bool Compiler::add_experts_points(const pack::Named<pack::PolicyScore>& score) {
    Fact fact;
    fact.label = {experts_name(score.name.text),
                  fmt::format("experts' points for {}", score.value.en),
                  experts_code(score.value.code)};
    fact.type = FactType::number;
    fact.unit = formula::unit_named("分");
    fact.is_experts = true;
    fact.is_fixed = true;
    formula::InputField field;
    field.name = fact.label.code;
    field.type = plan_type(fact.type, fact.unit);
    field.step = step_of(fact.type, fact.unit);
    field.lowest.count = 0;
    auto made = builder_.input(field);
    if (!made) {
        field.name = fmt::format("{}/{}", text_.code, fact.label.code);
        made = builder_.input(field);
    }
    const auto node = taken(std::move(made), score.name);
    if (!node) return false;
    fact.node = *node;
    fact.slot = *builder_.so_far().find_input(field.name);
    bind(fact.label, fact.node);
    policy_.facts.push_back(std::move(fact));
    return true;
}

// --- parameters ----------------------------------------------------------------------------------

std::vector<std::pair<base::Date, pack::Located>> Compiler::dated_values(
    const pack::Named<pack::PolicyParameter>& parameter) {
    const pack::Node& node = parameter.value.values.node;
    const pack::Located whole{node.text, node.line, node.column, node.quoted, false};
    std::vector<std::pair<base::Date, pack::Located>> values;
    if (node.type != pack::NodeType::map) {
        error(
            whole,
            {"E-undated", fmt::format("{} 的数值没有写启用日期", parameter.name.text),
             fmt::format("the value of {} does not say from which day", parameter.name.text),
             fmt::format("写成 values: {{2017-05-03: {}}}", node.text.empty() ? "500" : node.text),
             fmt::format("write values: {{2017-05-03: {}}}",
                         node.text.empty() ? "500" : node.text)});
        return values;
    }
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
        const pack::Key& key = node.keys[i];
        const pack::Node& item = node.items[i];
        const pack::Located at{key.text, key.line, key.column, false, false};
        const auto day = base::Date::parse(key.text);
        if (!day || !looks_like_date(key.text)) {
            error(at, {"E-undated", fmt::format("“{}”不是启用日期", key.text),
                       fmt::format("'{}' is no day from which a value holds", key.text),
                       "写成 2017-05-03", "write it as 2017-05-03"});
            continue;
        }
        pack::Located text{item.text, item.line, item.column, item.quoted, item.is_null()};
        if (item.type != pack::NodeType::scalar) {
            error(text, {"E-type", "这里应当是一个数值", "a value should stand here", "例如 500",
                         "for example 500"});
            continue;
        }
        if (!values.empty() && *day <= values.back().first) {
            error(at, {"E-order", "启用日期要由早到晚", "the days must rise", "调整次序",
                       "put them in order"});
            continue;
        }
        values.emplace_back(*day, std::move(text));
    }
    return values;
}

bool Compiler::add_parameter(const pack::Named<pack::PolicyParameter>& named) {
    const pack::PolicyParameter& text = named.value;
    std::vector<DatedValue> values;
    std::optional<base::Date> repealed;
    const std::size_t found_before = found_.size();
    bool good = true;
    for (auto& [from, written] : dated_values(named)) {
        if (written.is_open) {
            repealed = from;
            continue;
        }
        repealed.reset();
        DatedValue value{from, written, {}, {}, 0, 0, base::Ratio(1)};
        if (looks_like_date(written.text)) {
            const auto day = base::Date::parse(written.text);
            value.type = formula::Type::date();
            if (day) value.count = day->days_since_1970();
            good &= day.has_value();
        } else {
            const auto quantity = base::Quantity::parse(trimmed_half_width(written.text));
            if (!quantity) {
                error(written, {"E-value", fmt::format("“{}”不是带单位的数", written.text),
                                fmt::format("'{}' is no number with a unit", written.text),
                                "例如 500、2亿元、30%、3年", "for example 500, 2亿元, 30%, 3年"});
                good = false;
                continue;
            }
            const base::Unit unit =
                quantity->unit.is_none() && text.unit ? *text.unit : quantity->unit;
            const formula::PlainUnit plain = formula::plain(unit);
            const bool is_money =
                plain.unit.dimension() == base::Dimension::yuan && !plain.unit.is_per();
            const base::Unit wanted = text.unit  ? formula::plain(*text.unit).unit
                                      : is_money ? formula::unit_named("元")
                                                 : plain.unit;
            const auto factor = base::factor(plain.unit, wanted);
            if (!factor) {
                add_placed(found_, place(written), base::unit_mismatch(unit, wanted));
                good = false;
                continue;
            }
            value.type = formula::Type::number(wanted);
            value.decimals = quantity->value.scale();
            value.written_factor = *multiply(plain.factor, *factor);
            const auto exact = multiply(base::Ratio(quantity->value), value.written_factor);
            if (exact) value.value = *exact;
            good &= exact.has_value();
        }
        if (!values.empty() && !(value.type.kind == values[0].type.kind &&
                                 base::convertible(value.type.unit, values[0].type.unit))) {
            error(written, {"E-unit-mismatch", "各个日期的数值单位不同",
                            "its values are in different units", "用同一单位", "use one unit"});
            good = false;
        } else if (!values.empty() && value.type.kind == formula::Kind::number) {
            const auto factor = base::factor(value.type.unit, values[0].type.unit);
            if (factor) value.value = *multiply(value.value, *factor);
            value.type = values[0].type;
        }
        values.push_back(std::move(value));
    }
    if (values.empty() || !good) {
        if (good && found_.size() == found_before) {
            error(named.name,
                  {"E-undated", fmt::format("{} 没有数值", named.name.text),
                   fmt::format("{} has no value", named.name.text),
                   "写成 values: {2017-05-03: 500}", "write values: {2017-05-03: 500}"});
        }
        return false;
    }
    const auto& from = text_.in_force.from;
    if ((from && values[0].from > *from) ||
        (repealed && (!text_.in_force.until || *repealed <= *text_.in_force.until))) {
        error(named.name,
              {"E-no-value-then", fmt::format("{} 在政策适用的一些日期没有数值", named.name.text),
               fmt::format("{} has no value on some days the policy is in force", named.name.text),
               "补上数值，或调整 in_force", "add the value, or change in_force"});
        return false;
    }

    Parameter parameter;
    parameter.label = {named.name.text, text.en, text.code};
    parameter.type = values[0].type;
    base::Ratio step(1);
    if (parameter.type.kind == formula::Kind::number) {
        // Amounts can always be set to the 分.
        constexpr int kPlacesOfMoney = 2;
        const bool is_money = parameter.type.unit.dimension() == base::Dimension::yuan;
        int places = is_money ? kPlacesOfMoney : 0;
        for (const DatedValue& value : values) {
            const auto exact = value.value.exact();
            if (!exact || exact->scale() > kMaxDecimals) {
                error(value.text, {"E-value", "小数位太多", "too many decimals", "至多八位小数",
                                   "eight decimals at most"});
                return false;
            }
            places = std::max(places, exact->scale() + 2);
        }
        step = tenth_power(places);
        for (DatedValue& value : values) {
            const auto counts = divide(value.value, step);
            if (!counts || counts->denominator() != 1 || counts->numerator() > formula::kMaxCount) {
                add_placed(found_, place(value.text),
                           base::too_many_digits("这个数", "this number"));
                return false;
            }
            value.count = static_cast<std::int64_t>(counts->numerator());
        }
        // One unit of the last place as written; amounts move by whole 元.
        const base::Unit yuan = formula::unit_named("元");
        const auto money = base::factor(yuan, parameter.type.unit);
        base::Ratio smallest = *multiply(values[0].written_factor, tenth_power(values[0].decimals));
        if (money) smallest = *money;
        if (!text.step.empty()) {
            ValueForm form{FactType::number, parameter.type.unit, step, {}, {}};
            form.heading_unit = parameter.type.unit;
            const auto count = read_value(form, text.step.text, builder_.texts());
            if (!count) {
                add_placed(found_, place(text.step), count.error());
                return false;
            }
            parameter.smallest_step = *count;
        } else if (const auto counts = divide(smallest, step)) {
            parameter.smallest_step = std::max<std::int64_t>(
                1, static_cast<std::int64_t>(counts->numerator() / counts->denominator()));
        }
    }
    parameter.step = step;
    for (const DatedValue& value : values) parameter.values.push_back({value.from, value.count});
    parameter.cite = citations_.read(text.cite, named.name);

    const auto constant_or_free = [&](const ParameterValue& value,
                                      const std::string& name) -> std::optional<NodeId> {
        if (options_.fixed_on) {
            if (parameter.type.kind == formula::Kind::date) {
                return builder_.date(*base::Date::of_days(value.count));
            }
            const auto exact = multiply(base::Ratio(base::Decimal(1)), step);
            const auto number = multiply(*exact, base::Ratio(*base::Decimal::of(value.count)));
            return taken(builder_.number(*number, parameter.type.unit), named.name);
        }
        parameter.slots.push_back(builder_.so_far().parameters().size());
        return taken(builder_.parameter(
                         formula::Parameter{name, parameter.type, step, value.count, value.count}),
                     named.name);
    };
    std::optional<NodeId> node;
    const std::string name = fmt::format("{}/{}", text_.code, text.code);
    if (text_.dates.law.empty()) {
        const ParameterValue* value = &parameter.values.front();
        for (const ParameterValue& v : parameter.values) {
            if (options_.fixed_on && v.from <= *options_.fixed_on) value = &v;
        }
        node = constant_or_free(*value, name);
    } else {
        const auto law = law_date_node();
        if (!law) return false;
        for (const ParameterValue& value : parameter.values) {
            const auto era =
                constant_or_free(value, fmt::format("{}@{}", name, base::to_string(value.from)));
            if (!era) return false;
            if (!node) {
                node = era;
                continue;
            }
            const auto since =
                taken(builder_.at_least(*law, builder_.date(value.from)), named.name);
            if (!since) return false;
            node = taken(builder_.choose(*since, *era, *node), named.name);
            if (!node) return false;
        }
    }
    if (!node) return false;
    parameter.node = *node;
    parameter.slot = parameter.slots.empty() ? 0 : parameter.slots.front();
    bind(parameter.label, parameter.node);
    policy_.parameters.push_back(std::move(parameter));
    return true;
}

// --- dates ---------------------------------------------------------------------------------------

std::optional<NodeId> Compiler::law_date_node() {
    if (!resolve("评价日")) return std::nullopt;
    return scope_.find("评价日");
}

bool Compiler::add_law_date() {
    const Label label{"评价日", "law date", kLawDate};
    const pack::Located& fact = text_.dates.law;
    if (!fact.empty()) {
        const NameEntry* entry = names_.find(fact.text);
        if (entry == nullptr || entry->kind != NameKind::fact || !resolve(fact.text)) {
            const auto near = names_.nearest(fact.text);
            error(fact, {"E-law-date", fmt::format("{} 不是日期事实", fact.text),
                         fmt::format("{} is no date fact", fact.text),
                         near ? fmt::format("是不是 {}？", *near) : "写 facts 里一个日期的名称",
                         near ? fmt::format("did you mean {}?", *near) : "name a date of 'facts'"});
            return false;
        }
        for (std::size_t i = 0; i < policy_.facts.size(); ++i) {
            if (policy_.facts[i].label.zh == entry->zh) policy_.law_fact = i;
        }
        if (policy_.facts[*policy_.law_fact].type != FactType::date) {
            error(fact, {"E-law-date", fmt::format("{} 不是日期", fact.text),
                         fmt::format("{} is no date", fact.text), "写 type: date 的事实",
                         "name a fact with type: date"});
            return false;
        }
        bind(label, *scope_.find(fact.text));
        return true;
    }
    if (options_.fixed_on) {
        bind(label, builder_.date(*options_.fixed_on));
        return true;
    }
    const auto node = taken(builder_.parameter(formula::Parameter{kLawDate, formula::Type::date(),
                                                                  base::Ratio(1), 0, 0}),
                            pack::Located{});
    if (node) bind(label, *node);
    return node.has_value();
}

bool Compiler::add_data_year_end() {
    const Label label{"数据年度末", "end of the data year", "data_year_end"};
    const bool is_previous = text_.dates.data == pack::DataYear::previous_year;
    if (!text_.dates.law.empty()) {
        error(text_.dates.law,
              {"E-law-date", "每个对象各有适用日期时，不能用 数据年度末",
               "data_year_end cannot be used when each subject has its own law date",
               "把它作为一个日期事实", "make it a date fact"});
        return false;
    }
    if (options_.fixed_on) {
        const int year = options_.fixed_on->year() - (is_previous ? 1 : 0);
        bind(label, builder_.date(base::Date::of(std::max(year, 1), 12, 31).value()));
        return true;
    }
    const auto node = taken(builder_.parameter(formula::Parameter{
                                is_previous ? "data_year_end/previous" : "data_year_end/same",
                                formula::Type::date(), base::Ratio(1), 0, 0}),
                            pack::Located{});
    if (node) bind(label, *node);
    return node.has_value();
}

std::optional<NodeId> Compiler::in_time(const std::optional<base::Date>& from,
                                        const std::optional<base::Date>& until) {
    if (!from && !until) return std::nullopt;
    const auto law = law_date_node();
    if (!law) return std::nullopt;
    std::vector<NodeId> conditions;
    if (from) {
        const auto since = taken(builder_.at_least(*law, builder_.date(*from)), pack::Located{});
        if (since) conditions.push_back(*since);
    }
    if (until) {
        const auto up_to = taken(builder_.at_least(builder_.date(*until), *law), pack::Located{});
        if (up_to) conditions.push_back(*up_to);
    }
    return taken(builder_.all(conditions), pack::Located{});
}

}  // namespace kc::policy
