// SPDX-License-Identifier: Apache-2.0
#include "policy/lists.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/suggest.hpp"
#include "base/utf8.hpp"
#include "formula/builder.hpp"
#include "formula/compile.hpp"
#include "policy/report.hpp"
#include "policy/value_text.hpp"

namespace kc::policy {
namespace {

using Collection = pack::Named<pack::PolicyCollection>;
using Field = pack::Named<pack::PolicyField>;

constexpr const char* kLawDate = "law_date";

// Every field under its Chinese name and its code: two inputs that always hold the same.
formula::ListField list_field(const Collection& collection) {
    formula::ListField list;
    list.name = collection.name.text;
    for (const Field& field : collection.value.fields) {
        const base::Unit unit = unit_of(field.value.type, field.value.unit);
        formula::InputField input;
        input.type = plan_type(field.value.type, unit);
        input.step = step_of(field.value.type, unit);
        // A right without an end is valid for ever: what does not apply is not missing.
        input.may_be_none = true;
        for (const pack::Located& word : field.value.words) input.codes.push_back(word.text);
        for (const std::string& name : {field.name.text, field.value.code}) {
            input.name = name;
            list.fields.push_back(input);
        }
    }
    return list;
}

std::string fold_text(const pack::PolicyFact& fact) {
    std::string text = fmt::format("{}({}", pack::to_string(fact.take), fact.from.text);
    if (!fact.field.empty()) text += fmt::format(", {}", fact.field.text);
    return fact.where.empty() ? text + ")" : text + " where ";
}

class ListPlanMaker {
public:
    ListPlanMaker(const Policy& policy, formula::TextTable& texts, Diagnostics& found)
        : policy_(policy), builder_(texts), found_(found) {}

    std::shared_ptr<const ListPlan> make() {
        const bool is_needed = std::any_of(
            policy_.facts.begin(), policy_.facts.end(),
            [](const Fact& fact) { return fact.text != nullptr && !fact.text->from.empty(); });
        if (!is_needed) return nullptr;
        add_parameters();
        for (const Collection& collection : policy_.text().collections) {
            const auto list = builder_.list(list_field(collection));
            if (!list) {
                add_placed(found_, place(collection.name), list.error());
                return nullptr;
            }
            scope_.add_list(collection.name.text, *list);
            scope_.add_list(collection.value.code, *list);
        }
        for (std::size_t i = 0; i < policy_.facts.size(); ++i) {
            const Fact& fact = policy_.facts[i];
            if (fact.text != nullptr && !fact.text->from.empty()) add_fact(i, fact);
        }
        plan_->plan = builder_.finish();
        return plan_;
    }

private:
    Place place(const pack::Located& text) const { return place_of(policy_.entry->origin, text); }

    void add_parameters() {
        for (const Parameter& parameter : policy_.parameters) {
            const std::int64_t count = parameter.values.front().count;
            const auto node = builder_.parameter(formula::Parameter{
                parameter.label.code, parameter.type, parameter.step, count, count});
            if (!node) continue;
            scope_.add(parameter.label.zh, *node);
            scope_.add(parameter.label.code, *node);
        }
        const auto law = builder_.parameter(
            formula::Parameter{kLawDate, formula::Type::date(), base::Ratio(1), 0, 0});
        if (law) {
            scope_.add("评价日", *law);
            scope_.add(kLawDate, *law);
        }
    }

    void add_fact(std::size_t index, const Fact& fact) {
        const pack::PolicyFact& text = *fact.text;
        const auto& collections = policy_.text().collections;
        const auto collection =
            std::find_if(collections.begin(), collections.end(), [&](const Collection& c) {
                return c.name.text == text.from.text || c.value.code == text.from.text;
            });
        if (collection == collections.end()) {
            std::vector<std::string> names;
            for (const Collection& c : collections) names.push_back(c.name.text);
            const auto near = base::nearest(text.from.text, names);
            tell_error(found_, place(text.from),
                       {"E-collection", fmt::format("collections 里没有 {}", text.from.text),
                        fmt::format("there is no '{}' in 'collections'", text.from.text),
                        near ? fmt::format("是不是 {}？", *near) : "先在 collections 里写上它",
                        near ? fmt::format("did you mean {}?", *near)
                             : "declare it in 'collections' first"});
            return;
        }
        const std::string before = fold_text(text);
        std::string whole = before;
        Place start = place(text.from);
        if (!text.where.empty()) {
            whole += text.where.text + ")";
            start = start_of(policy_.entry->origin, text.where);
            start.column -= static_cast<std::int32_t>(base::decode_utf8(before).size());
        }
        // Counting gives 个, which goes with every counting word.
        const std::optional<formula::Type> type =
            text.take == pack::Taking::count ? std::nullopt
                                             : std::optional(plan_type(fact.type, fact.unit));
        const auto compiled = formula::compile(whole, start, scope_, builder_, type);
        if (!compiled) {
            add_placed(found_, place(text.from), compiled.error());
            return;
        }
        plan_->facts.push_back(
            {index, static_cast<std::size_t>(collection - collections.begin()), compiled->root});
    }

    const Policy& policy_;
    formula::Builder builder_;
    Diagnostics& found_;
    formula::Scope scope_;
    std::shared_ptr<ListPlan> plan_ = std::make_shared<ListPlan>();
};

void report(Diagnostics& found, const std::string& file, const pack::Node& at,
            Diagnostic diagnostic) {
    diagnostic.at = {file, at.line, at.column};
    found.push_back(std::move(diagnostic));
}

// One item's cells: each field twice, see list_field.
bool add_item(const PolicySet& set, const Collection& collection, const pack::Node& item,
              const std::string& file, formula::ListCells& to, Diagnostics& found) {
    if (item.type != pack::NodeType::map) {
        report(found, file, item,
               Diagnostic{"E-subject",
                          {},
                          "列表的每一项应当是“键: 值”",
                          "each entry of the list should be keys with values"}
                   .hint("例如 {\"类别\": \"I\"}", "for example {\"class\": \"I\"}"));
        return false;
    }
    for (const pack::Key& key : item.keys) {
        const bool is_known = std::any_of(
            collection.value.fields.begin(), collection.value.fields.end(),
            [&](const Field& f) { return f.name.text == key.text || f.value.code == key.text; });
        if (is_known) continue;
        std::vector<std::string> names;
        for (const Field& f : collection.value.fields) names.push_back(f.name.text);
        const auto near = base::nearest(key.text, names);
        Diagnostic wrong{"E-unknown-key",
                         {file, key.line, key.column},
                         fmt::format("{} 没有 {} 这一项", collection.name.text, key.text),
                         fmt::format("{} has no '{}'", collection.value.en, key.text)};
        found.push_back(
            std::move(wrong).hint(near ? fmt::format("是不是 {}？", *near)
                                       : fmt::format("可以写 {}", fmt::join(names, "、")),
                                  near ? fmt::format("did you mean {}?", *near)
                                       : fmt::format("the keys are {}", fmt::join(names, ", "))));
        return false;
    }
    for (const Field& field : collection.value.fields) {
        const pack::Node* value = item.find(field.name.text);
        if (value == nullptr) value = item.find(field.value.code);
        formula::Cell cell = formula::Cell::missing();
        if (value != nullptr && !value->is_null()) {
            const base::Unit unit = unit_of(field.value.type, field.value.unit);
            const ValueForm form{
                field.value.type, unit, step_of(field.value.type, unit), field.value.words, {}};
            if (says_not_applicable(value->text)) {
                cell = formula::Cell::none();
            } else if (auto count = read_value(form, value->text, set.texts())) {
                cell = formula::Cell::known(*count);
            } else {
                report(found, file, *value, count.error());
                return false;
            }
        }
        to.cells.push_back(cell);
        to.cells.push_back(cell);
    }
    ++to.items;
    return true;
}

}  // namespace

std::shared_ptr<const ListPlan> make_list_plan(const Policy& policy, formula::TextTable& texts,
                                               Diagnostics& found) {
    return ListPlanMaker(policy, texts, found).make();
}

std::optional<formula::Cell> value_from_list(const PolicySet& set, const Policy& policy,
                                             const Fact& fact, const Subject& subject,
                                             base::Date law_date, Diagnostics& found) {
    if (policy.lists == nullptr) return std::nullopt;
    const ListPlan& lists = *policy.lists;
    const ListFact* wanted = nullptr;
    for (const ListFact& one : lists.facts) {
        if (&policy.facts[one.fact] == &fact) wanted = &one;
    }
    if (wanted == nullptr) return std::nullopt;
    const Collection& collection = policy.text().collections[wanted->collection];
    const Said* said = subject.find(collection.name.text);
    if (said == nullptr) said = subject.find(collection.value.code);
    if (said == nullptr || said->list == nullptr) return std::nullopt;

    std::vector<formula::ListCells> cells(policy.text().collections.size());
    formula::ListCells& here = cells[wanted->collection];
    here.missing = false;
    if (said->list->items.size() > formula::kMaxListItems) {
        report(found, subject.file, *said->list,
               Diagnostic{"E-too-many", {}, "列表太长", "the list is too long"}.hint(
                   fmt::format("至多 {} 项", formula::kMaxListItems),
                   fmt::format("{} entries at most", formula::kMaxListItems)));
        return std::nullopt;
    }
    for (const pack::Node& item : said->list->items) {
        if (!add_item(set, collection, item, subject.file, here, found)) return std::nullopt;
    }
    auto values = formula::default_parameters(lists.plan);
    for (const Parameter& parameter : policy.parameters) {
        const auto slot = lists.plan.find_parameter(parameter.label.code);
        for (const ParameterValue& value : parameter.values) {
            if (slot && value.from <= law_date) values[*slot] = {value.count, value.count};
        }
    }
    const std::int64_t day = law_date.days_since_1970();
    if (const auto slot = lists.plan.find_parameter(kLawDate)) values[*slot] = {day, day};
    formula::Evaluation evaluation(lists.plan, {wanted->root});
    evaluation.set_parameters(values);
    evaluation.run({}, cells);

    const NodeId root = wanted->root;
    const formula::Node& node = lists.plan.node(root);
    if (node.type.kind == formula::Kind::truth) {
        const formula::Outcomes outcomes = evaluation.outcomes(root);
        if (outcomes == formula::kYes || outcomes == formula::kNo) {
            return formula::Cell::known(outcomes == formula::kYes ? 1 : 0);
        }
        return formula::Cell::missing();
    }
    if ((evaluation.state(root) & formula::kNumber) == 0) return formula::Cell::none();
    // The list's steps in the fact's steps.
    const auto factor = divide(node.step, step_of(fact.type, fact.unit));
    const auto counts = [&](std::int64_t count) -> std::optional<std::int64_t> {
        const auto decimal = base::Decimal::of(count);
        const auto scaled =
            decimal && factor ? multiply(base::Ratio(*decimal), *factor) : std::nullopt;
        if (!scaled || scaled->denominator() != 1) return std::nullopt;
        return static_cast<std::int64_t>(scaled->numerator());
    };
    const auto low = counts(evaluation.lo(root));
    const auto high = counts(evaluation.hi(root));
    if (!low || !high) return std::nullopt;
    // Items whose class is not known leave the number within a range.
    return *low == *high ? formula::Cell::known(*low) : formula::Cell::range(*low, *high);
}

}  // namespace kc::policy
