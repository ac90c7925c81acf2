// SPDX-License-Identifier: Apache-2.0
#include "collection/form_rules.hpp"

#include <array>
#include <set>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/check.hpp"
#include "formula/compile.hpp"
#include "formula/evaluation.hpp"

namespace kc::collection {
namespace {

constexpr std::array<std::string_view, 3> kPrefixes = {"", "last_period.", "last_year."};

// Where a formula begins in its file: behind the quotation mark, if there is one.
Place place_of(const pack::Located& text, const std::string& file) {
    return {file, text.line, text.column + (text.quoted ? 1 : 0)};
}

base::Ratio step_of(const pack::FormField& field, base::Ratio factor) {
    for (int i = 0; i < field.places; ++i) factor = *divide(factor, base::Ratio(10));
    return factor;
}

// What was entered under an earlier edition of the form may be finer than today's steps; it is then
// left out, as if nothing were known of it.
formula::Cell cell_of(const pack::FormField& field, const formula::InputField& input,
                      const Cells& cells, formula::TextTable& texts) {
    const CellEntry* entry = find_cell(cells, field.code);
    if (entry == nullptr || !entry->value) return formula::Cell::missing();
    const std::string text = base::to_string(*entry->value) + base::to_string(field.unit);
    const auto cell = formula::read_cell(input, text, texts);
    return cell ? *cell : formula::Cell::missing();
}

struct CompiledCheck {
    const pack::FormCheck* check = nullptr;
    formula::NodeId root = {};
    std::vector<std::string> fields = {};
};

}  // namespace

struct FormRules::Parts {
    const pack::Form* form = nullptr;
    formula::TextTable texts;
    formula::Plan plan;
    std::vector<CompiledCheck> checks;
    std::set<std::string> checked;
};

namespace {

class RulesCompiler {
public:
    RulesCompiler(const pack::Form& form, const std::string& file, formula::TextTable& texts,
                  Diagnostics& found)
        : form_(form), file_(file), builder_(texts), found_(found) {}

    // Inputs stand in the order of the fields, once for each prefix.
    void add_inputs() {
        for (const std::string_view prefix : kPrefixes) {
            for (const pack::FormField& field : form_.fields) {
                const std::string name = std::string(prefix) + field.code;
                const formula::PlainUnit plain = formula::plain(field.unit);
                auto node = builder_.input({.name = name,
                                            .type = formula::Type::number(plain.unit),
                                            .step = step_of(field, plain.factor)});
                if (!node) {
                    found_.push_back(std::move(node.error()).in_file(file_));
                    continue;
                }
                scope_.add(name, *node);
            }
        }
    }

    void add(const pack::FormCheck& check) {
        auto rule = formula::compile(check.rule.text, place_of(check.rule, file_), scope_, builder_,
                                     formula::Type::truth());
        if (!rule) {
            found_.push_back(std::move(rule.error()));
            return;
        }
        checks_.push_back({&check, rule->root, {}});
    }

    formula::Plan finish() {
        formula::Plan plan = builder_.finish();
        for (CompiledCheck& one : checks_) {
            std::set<std::size_t> named;
            for (const std::size_t slot : plan.inputs_of(one.root))
                named.insert(slot % form_.fields.size());
            for (const std::size_t field : named) one.fields.push_back(form_.fields[field].code);
            if (!one.fields.empty()) continue;
            found_.push_back(Diagnostic{"E-form-check", place_of(one.check->rule, file_),
                                        "这条校验没有用到任何填报项",
                                        "this check names no field of the form"}
                                 .hint("写上填报项的代码", "name the fields by their codes"));
        }
        return plan;
    }

    std::vector<CompiledCheck> checks() && { return std::move(checks_); }

private:
    const pack::Form& form_;
    const std::string& file_;
    formula::Builder builder_;
    formula::Scope scope_;
    std::vector<CompiledCheck> checks_;
    Diagnostics& found_;
};

}  // namespace

FormRules::FormRules(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
FormRules::~FormRules() = default;

std::shared_ptr<const FormRules> FormRules::compile(const pack::Form& form, const std::string& file,
                                                    Diagnostics& found) {
    const std::size_t before = found.size();
    auto parts = std::make_unique<Parts>();
    parts->form = &form;
    RulesCompiler compiler(form, file, parts->texts, found);
    compiler.add_inputs();
    if (found.size() > before) return nullptr;
    for (const pack::FormField& field : form.fields) {
        for (const pack::FormCheck& check : field.checks) compiler.add(check);
    }
    for (const pack::FormCheck& check : form.checks) compiler.add(check);
    parts->plan = compiler.finish();
    if (found.size() > before) return nullptr;
    parts->checks = std::move(compiler).checks();
    for (const CompiledCheck& one : parts->checks)
        parts->checked.insert(one.fields.begin(), one.fields.end());
    struct Openable : FormRules {
        explicit Openable(std::unique_ptr<Parts> p) : FormRules(std::move(p)) {}
    };
    return std::make_shared<Openable>(std::move(parts));
}

const pack::Form& FormRules::form() const {
    return *parts_->form;
}

bool FormRules::is_checked(const std::string& field) const {
    return parts_->checked.count(field) > 0;
}

std::vector<BrokenCheck> FormRules::broken(const SheetContext& context) const {
    std::vector<BrokenCheck> found;
    if (parts_->checks.empty()) return found;
    const std::vector<pack::FormField>& fields = parts_->form->fields;
    const auto& inputs = parts_->plan.inputs();
    KC_CHECK(inputs.size() == kPrefixes.size() * fields.size());
    // Numbers only: no text is added to the table, so that threads may share it.
    formula::TextTable unused;
    std::vector<formula::Cell> row;
    row.reserve(inputs.size());
    for (const Cells* cells : {&context.now, &context.last_period, &context.last_year}) {
        for (const pack::FormField& field : fields)
            row.push_back(cell_of(field, inputs[row.size()], *cells, unused));
    }
    std::vector<formula::NodeId> roots;
    for (const CompiledCheck& one : parts_->checks) roots.push_back(one.root);
    formula::Evaluation evaluation(parts_->plan, roots);
    evaluation.run(row);
    for (const CompiledCheck& one : parts_->checks) {
        if (evaluation.outcomes(one.root) == formula::kNo) found.push_back({one.check, one.fields});
    }
    return found;
}

}  // namespace kc::collection
