// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "base/region_code.hpp"
#include "base/suggest.hpp"
#include "pack/checks.hpp"
#include "pack/field_type.hpp"
#include "pack/shapes.hpp"

namespace kc::pack {
namespace {

// --- units ---------------------------------------------------------------------------------------

// Of a six-digit code; other units have codes of their own making.
std::optional<base::RegionCode> region_code(std::string_view code) {
    constexpr std::size_t kDigits = 6;
    if (code.size() != kDigits) return std::nullopt;
    auto parsed = base::RegionCode::parse(code);
    return parsed ? std::optional(*std::move(parsed)) : std::nullopt;
}

class UnitCheck {
public:
    UnitCheck(const Origin& origin, Diagnostics& found) : origin_(origin), found_(found) {}

    void run(const AdminUnit& unit, const Node& node, const AdminUnit* parent) {
        check_validity(unit, node);
        if (parent != nullptr) check_prefix(unit, node, *parent);
        const Node* children = node.find("children");
        for (std::size_t i = 0; i < unit.children.size(); ++i) {
            run(unit.children[i], children->items[i], &unit);
        }
    }

private:
    Place place(const Node& node, std::string_view field) const {
        const Node* value = node.find(field);
        return origin_.document->place(value == nullptr ? node : *value);
    }

    void check_validity(const AdminUnit& unit, const Node& node) {
        if (unit.valid_from && unit.valid_to && *unit.valid_to < *unit.valid_from) {
            add_error(found_, place(node, "valid_to"),
                      {"E-validity", "停用日期早于启用日期", "it ends before it begins",
                       "检查两个日期", "check the two dates"});
        }
        if (!unit.was.empty() && unit.was == unit.code) {
            add_error(found_, place(node, "was"),
                      {"E-cycle", "以前的代码与现在的相同", "the older code is the present one",
                       "没有变过就不写 was", "leave 'was' out when the code has not changed"});
        }
    }

    void check_prefix(const AdminUnit& unit, const Node& node, const AdminUnit& parent) {
        const auto inner = region_code(unit.code);
        const auto outer = region_code(parent.code);
        if (!inner || !outer || outer->contains(*inner)) return;
        add_warning(found_, place(node, "code"),
                    {"W-division", fmt::format("{} 不属于 {}", unit.code, parent.code),
                     fmt::format("{} is not below {}", unit.code, parent.code), "检查代码和层级",
                     "check the code and its level"});
    }

    const Origin& origin_;
    Diagnostics& found_;
};

// --- indicators ----------------------------------------------------------------------------------

bool may_lack_unit(QuantityKind quantity) {
    return quantity == QuantityKind::index || quantity == QuantityKind::rank;
}

void check_look_alikes(const Entry<Indicator>& entry, Diagnostics& found) {
    const Node* list = entry.origin.node->find("not");
    for (std::size_t i = 0; i < entry.value.look_alikes.size(); ++i) {
        const LookAlike& other = entry.value.look_alikes[i];
        const Place at = entry.origin.document->place(list->items[i]);
        if (other.code.empty() == other.text.empty()) {
            add_error(found, at,
                      {"E-look-alike", "code 和 text 要写其中一个", "write either 'code' or 'text'",
                       "目录里有的写 code，没有的写 text",
                       "'code' when the catalog has it, 'text' when not"});
        } else if (other.code == entry.value.code) {
            add_error(found, at,
                      {"E-look-alike", "指标不会与自己混淆", "it cannot be mistaken for itself",
                       "写另一个指标的代码", "name another indicator"});
        }
    }
}

// The first wording of an indicator wins when a plan is read, so two owners of one make it a lot.
void check_aliases(const ObjectSet& set, Diagnostics& found) {
    std::unordered_map<std::string_view, const Indicator*> owners;
    for (const Entry<Indicator>& entry : set.indicators) {
        const Node* list = entry.origin.node->find("aliases");
        for (std::size_t i = 0; i < entry.value.aliases.size(); ++i) {
            const auto [owner, is_new] = owners.emplace(entry.value.aliases[i], &entry.value);
            if (is_new || !entry.is_sound || owner->second->unit != entry.value.unit) continue;
            if (owner->second->quantity != entry.value.quantity) continue;
            const std::string& other = owner->second->code;
            add_warning(found, entry.origin.document->place(list->items[i]),
                        {"W-alias", fmt::format("“{}”已经是 {} 的别名", owner->first, other),
                         fmt::format("'{}' is a wording of {} already", owner->first, other),
                         "只留给其中一个指标", "leave it to one of the two"});
        }
    }
}

// Whether an indicator is computed from itself, through numerators and denominators.
bool is_on_ring(const Indicator& start, const Lookup& lookup) {
    std::unordered_set<const Indicator*> seen;
    std::vector<const Indicator*> open{&start};
    while (!open.empty()) {
        const Indicator* at = open.back();
        open.pop_back();
        for (const std::string& part : {at->numerator, at->denominator}) {
            const Indicator* next = looks_like_code(part) ? lookup.indicator(part) : nullptr;
            if (next == &start) return true;
            if (next != nullptr && seen.insert(next).second) open.push_back(next);
        }
    }
    return false;
}

// --- todo ----------------------------------------------------------------------------------------

// A todo names a field of its object, or one inside it: source.span.
template <typename T>
void check_todo_field(const Todo& todo, const Place& at, Diagnostics& found) {
    const std::string name = todo.field.substr(0, todo.field.find('.'));
    const Shape& shape = shape_of<T>();
    if (shape.find(name) != nullptr) return;
    std::vector<std::string> names;
    for (const Field& field : shape.fields()) names.emplace_back(field.name);
    const auto near = base::nearest(name, names);
    add_error(found, at,
              {"E-todo-field", fmt::format("{} 没有 {} 这个字段", T::kKind, todo.field),
               fmt::format("a {} has no field '{}'", T::kKind, todo.field),
               near ? fmt::format("是不是 {}？", *near) : "写上要确认的字段名",
               near ? fmt::format("did you mean '{}'?", *near) : "name the field to be settled"});
}

template <typename T>
void list_todos_of(const std::vector<Entry<T>>& entries, Diagnostics& found) {
    for (const Entry<T>& entry : entries) {
        const Node* list = entry.origin.node->find("todo");
        for (std::size_t i = 0; i < entry.value.todo.size(); ++i) {
            const Todo& todo = entry.value.todo[i];
            const Place at = entry.origin.document->place(list->items[i]);
            if (!entry.is_sound) continue;
            check_todo_field<T>(todo, at, found);
            add_warning(found, at,
                        {"W-todo",
                         fmt::format("{} 的 {} 待确认：{}", entry.value.code, todo.field, todo.zh),
                         fmt::format("{}: '{}' is to be settled: {}", entry.value.code, todo.field,
                                     todo.en.empty() ? todo.zh : todo.en),
                         "确认后删去这一条 todo", "remove this todo once it is settled"});
        }
    }
}

}  // namespace

void check_unit_trees(const ObjectSet& set, Diagnostics& found) {
    for (const Entry<UnitTree>& entry : set.unit_trees) {
        if (!entry.is_sound) continue;
        const Node* units = entry.origin.node->find("units");
        for (std::size_t i = 0; i < entry.value.units.size(); ++i) {
            UnitCheck(entry.origin, found).run(entry.value.units[i], units->items[i], nullptr);
        }
    }
}

void check_indicators(const ObjectSet& set, const Lookup& lookup, Diagnostics& found) {
    for (const Entry<Indicator>& entry : set.indicators) {
        if (!entry.is_sound) continue;
        const Indicator& indicator = entry.value;
        if (indicator.unit.is_none() && !may_lack_unit(indicator.quantity)) {
            add_error(found, entry.origin.place(),
                      {"E-missing", "缺少 unit：计量单位", "'unit' is missing: unit of measure",
                       "加上一行，例如 unit: 家", "add a line such as unit: 家"});
        }
        check_look_alikes(entry, found);
        check_counts(entry, lookup, found);
        if (is_on_ring(indicator, lookup)) {
            add_error(found, entry.origin.place({"numerator"}),
                      {"E-cycle", fmt::format("{} 由自己算出", indicator.code),
                       fmt::format("{} is computed from itself", indicator.code), "检查分子和分母",
                       "check numerator and denominator"});
        }
    }
    check_aliases(set, found);
}

void check_tasks(const ObjectSet& set, Diagnostics& found) {
    for (const Entry<Task>& entry : set.tasks) {
        if (!entry.is_sound || !entry.value.blocks.empty()) continue;
        bool is_listed = false;
        for (const Todo& todo : entry.value.todo) is_listed |= todo.field == "blocks";
        if (is_listed) continue;
        add_error(found, entry.origin.place(),
                  {"E-todo-needed", "没有写 blocks，也没有列入待办",
                   "there are no blocks, and no todo says so",
                   "写上任务模块，或在 todo 里加 field: blocks",
                   "name the building blocks, or add a todo with field: blocks"});
    }
}

void check_unit_in_force(const std::string& code, std::int32_t year, const Lookup& lookup, Place at,
                         Diagnostics& found) {
    const AdminUnit* unit = lookup.unit(code);
    if (unit == nullptr || year == 0) return;
    if (unit->valid_to && unit->valid_to->year() < year) {
        const AdminUnit* now = lookup.successor(code);
        add_error(found, std::move(at),
                  {"E-unit-past",
                   fmt::format("{} {} 到 {} 为止，{} 年已停用", code, unit->name.zh,
                               base::to_string(*unit->valid_to), year),
                   fmt::format("{} {} was in force until {}, not in {}", code, unit->name.zh,
                               base::to_string(*unit->valid_to), year),
                   now == nullptr ? "换成当年有效的代码" : fmt::format("换成 {}", now->code),
                   now == nullptr ? "name a unit in force in that year"
                                  : fmt::format("write {}", now->code)});
    } else if (unit->valid_from && unit->valid_from->year() > year) {
        add_error(found, std::move(at),
                  {"E-unit-future",
                   fmt::format("{} {} 从 {} 起启用，{} 年还没有", code, unit->name.zh,
                               base::to_string(*unit->valid_from), year),
                   fmt::format("{} {} is in force from {}, not in {}", code, unit->name.zh,
                               base::to_string(*unit->valid_from), year),
                   unit->was.empty() ? "换成当年有效的代码" : fmt::format("换成 {}", unit->was),
                   unit->was.empty() ? "name a unit in force in that year"
                                     : fmt::format("write {}", unit->was)});
    }
}

void check_usage(const ObjectSet& set, Diagnostics& found) {
    std::unordered_set<std::string_view> used;
    for (const auto& entry : set.targets) used.insert(entry.value.indicator);
    for (const auto& entry : set.tasks) {
        used.insert(entry.value.blocks.begin(), entry.value.blocks.end());
    }
    for (const auto& entry : set.indicators) {
        used.insert(entry.value.numerator);
        used.insert(entry.value.denominator);
        used.insert(entry.value.leading.begin(), entry.value.leading.end());
    }
    const auto report_unused = [&]<typename T>(const std::vector<Entry<T>>& entries) {
        for (const Entry<T>& entry : entries) {
            if (!entry.is_sound || used.count(entry.value.code) > 0) continue;
            add_warning(found, entry.origin.place(),
                        {"W-unused", fmt::format("没有用到 {}", entry.value.code),
                         fmt::format("nothing uses {}", entry.value.code), "不用就删去它",
                         "remove it when it is not needed"});
        }
    };
    report_unused(set.indicators);
    report_unused(set.building_blocks);
}

void list_todos(const ObjectSet& set, Diagnostics& found) {
    list_todos_of(set.targets, found);
    list_todos_of(set.tasks, found);
}

}  // namespace kc::pack
