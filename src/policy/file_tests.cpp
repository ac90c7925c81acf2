// SPDX-License-Identifier: Apache-2.0
#include "policy/file_tests.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/quantity.hpp"
#include "policy/answer.hpp"
#include "policy/limits.hpp"
#include "policy/report.hpp"
#include "policy/show.hpp"
#include "policy/value_text.hpp"

namespace kc::policy {
namespace {

struct Name {
    NodeId node = {};
    bool is_known = false;
};

Name find_node(const Policy& policy, std::string_view name);

Name node_of(const Score& score, std::string_view name) {
    if (score.label.zh == name || (!name.empty() && score.label.code == name)) {
        return {score.node, true};
    }
    for (const Score& part : score.parts) {
        if (const Name found = node_of(part, name); found.is_known) return found;
    }
    return {};
}

template <typename T>
Name node_among(const std::vector<T>& all, std::string_view name) {
    for (const T& one : all) {
        if (one.label.zh == name || (!name.empty() && one.label.code == name)) {
            return {one.node, true};
        }
    }
    return {};
}

Name find_node(const Policy& policy, std::string_view name) {
    if (name == "总分" || name == "total") return {policy.total, policy.total.exists()};
    if (Name found = node_among(policy.conditions, name); found.is_known) return found;
    if (Name found = node_among(policy.definitions, name); found.is_known) return found;
    if (Name found = node_among(policy.amounts, name); found.is_known) return found;
    for (const Score& score : policy.scores) {
        if (Name found = node_of(score, name); found.is_known) return found;
    }
    return {};
}

class TestRunner {
public:
    TestRunner(const PolicySet& set, const Policy& policy, Diagnostics& found)
        : set_(set), policy_(policy), found_(found) {}

    void run(const pack::PolicyTest& test) {
        test_ = &test;
        const base::Date law_date = date_of(test);
        Subject subject;
        subject.file = policy_.entry->origin.document->file;
        if (!test.without_base) {
            for (const auto& fact : policy_.text().base) say(fact, subject);
        }
        for (const auto& fact : test.given) say(fact, subject);
        for (const pack::Located& name : test.missing) unsay(name, subject);
        for (const pack::Located& name : test.not_applicable) {
            unsay(name, subject);
            pack::Located value = name;
            value.text = "NA";
            subject.said.push_back({name, {{value, "", {}}}, nullptr});
        }
        const Policy* const one[] = {&policy_};
        const std::size_t before = found_.size();
        for (Diagnostic& wrong : unknown_names(one, subject)) found_.push_back(std::move(wrong));
        Facts facts = bind(set_, policy_, subject, law_date);
        for (Diagnostic& wrong : facts.wrong) {
            if (wrong.at.line == 0) wrong.at = place(test.name);
            found_.push_back(std::move(wrong));
        }
        if (found_.size() > before) return;
        Asker asker(set_, policy_, law_date);
        const bool wants_levers = find_named(test.expect, "nearest") != nullptr;
        const bool wants_missing = find_named(test.expect, "needed") != nullptr ||
                                   find_named(test.expect, "decides_at") != nullptr;
        answer_ = asker.ask(std::move(facts), {wants_missing, wants_levers});
        values_ = &asker.evaluate(answer_.facts.cells);
        for (const auto& expected : test.expect) check(expected);
    }

private:
    Place place(const pack::Located& at) const { return place_of(policy_.entry->origin, at); }

    base::Date date_of(const pack::PolicyTest& test) const {
        if (test.on) return *test.on;
        const auto& period = policy_.text().in_force;
        if (period.from) return *period.from;
        return period.until.value_or(base::Date());
    }

    static bool same_fact(const Policy& policy, std::string_view a, std::string_view b) {
        const auto first = policy.labels.find(a);
        const auto second = policy.labels.find(b);
        if (first == policy.labels.end() || second == policy.labels.end()) return a == b;
        return first->second.zh == second->second.zh;
    }

    void unsay(const pack::Located& name, Subject& subject) const {
        std::erase_if(subject.said, [&](const Said& said) {
            return same_fact(policy_, said.name.text, name.text);
        });
    }

    // A fact computed from a list is not given a second time by `base`.
    void say(const pack::Named<pack::AnyValue>& fact, Subject& subject) {
        unsay(fact.name, subject);
        const auto& collections = policy_.text().collections;
        for (const auto& collection : collections) {
            if (collection.name.text != fact.name.text && collection.value.code != fact.name.text) {
                continue;
            }
            for (const Fact& computed : policy_.facts) {
                if (computed.text == nullptr) continue;
                const std::string& from = computed.text->from.text;
                if (from != collection.name.text && from != collection.value.code) continue;
                pack::Located name = fact.name;
                name.text = computed.label.zh;
                unsay(name, subject);
            }
        }
        Diagnostics wrong;
        add_said(fact.value.node, fact.name, subject, wrong);
        for (Diagnostic& d : wrong) found_.push_back(std::move(d));
    }

    void fail(const pack::Located& at, const std::string& what, const std::string& wanted,
              const std::string& got_zh, const std::string& got_en) {
        tell_error(
            found_, place(at),
            {"E-test",
             fmt::format("测试“{}”：{} 应为 {}，得到 {}", test_->name.text, what, wanted, got_zh),
             fmt::format("test '{}': {} should be {}, but is {}", test_->name.text, what, wanted,
                         got_en),
             "改正规则或测试", "correct the rule or the test"});
    }

    static std::vector<std::string> items_of(const pack::Node& node) {
        std::vector<std::string> items;
        if (node.type == pack::NodeType::scalar && !node.is_null()) items.push_back(node.text);
        for (const pack::Node& item : node.items) items.push_back(item.text);
        return items;
    }

    void check(const pack::Named<pack::AnyValue>& expected) {
        const std::string& key = expected.name.text;
        const pack::Node& node = expected.value.node;
        if (key == "decision") {
            const std::string got(to_string(answer_.verdict));
            if (node.text != got) fail(expected.name, key, node.text, got, got);
        } else if (key == "because") {
            check_names(expected, because());
        } else if (key == "needed") {
            std::set<std::string> got;
            for (const MissingFact& one : answer_.missing) {
                got.insert(policy_.facts[one.fact].label.zh);
            }
            check_names(expected, got);
        } else if (key == "nearest") {
            check_nearest(expected);
        } else if (key == "decides_at") {
            check_thresholds(expected);
        } else {
            check_value(expected);
        }
    }

    std::set<std::string> because() const {
        std::set<std::string> names;
        for (const ReasonAnswer& one : answer_.because) {
            names.insert(one.reason->names.begin(), one.reason->names.end());
        }
        return names;
    }

    void check_names(const pack::Named<pack::AnyValue>& expected,
                     const std::set<std::string>& got) {
        std::set<std::string> wanted;
        for (const std::string& item : items_of(expected.value.node)) {
            const auto label = policy_.labels.find(item);
            wanted.insert(label == policy_.labels.end() ? item : label->second.zh);
        }
        if (wanted == got) return;
        const std::string shown = fmt::format("[{}]", fmt::join(got, ", "));
        fail(expected.name, expected.name.text, fmt::format("[{}]", fmt::join(wanted, ", ")), shown,
             shown);
    }

    std::string shown(const Proposal& proposal) const {
        std::string text;
        for (const Move& move : proposal.moves) {
            if (!text.empty()) text += " + ";
            text += fmt::format("{} {}", policy_.levers[move.lever].label.zh, move.steps);
        }
        return text;
    }

    void check_nearest(const pack::Named<pack::AnyValue>& expected) {
        const std::vector<std::string> wanted = items_of(expected.value.node);
        std::vector<std::string> got;
        for (const Proposal& proposal : answer_.proposals) got.push_back(shown(proposal));
        // Only as many as the test names, but an empty list means that there are none.
        const bool is_prefix =
            wanted.size() <= got.size() && std::equal(wanted.begin(), wanted.end(), got.begin());
        if (is_prefix && (!wanted.empty() || got.empty())) return;
        const std::string text = fmt::format("[{}]", fmt::join(got, ", "));
        fail(expected.name, "nearest", fmt::format("[{}]", fmt::join(wanted, ", ")), text, text);
    }

    // Where a stretch of yes begins or ends.
    void check_thresholds(const pack::Named<pack::AnyValue>& expected) {
        std::set<std::string> got;
        for (const Threshold& threshold : answer_.thresholds) {
            if (threshold.verdict != Verdict::yes) continue;
            const Fact& fact = policy_.facts[threshold.fact];
            const formula::InputField& field = set_.plan().inputs()[fact.slot];
            const auto edge = [&](std::int64_t count) {
                return show_count(field.type, field.step, fact.type == pack::FactType::ratio, count,
                                  Language::zh);
            };
            const std::int64_t lowest = field.lowest.count.value_or(formula::kUnboundedBelow);
            const std::int64_t highest = field.highest.count.value_or(formula::kUnboundedAbove);
            if (threshold.from > lowest) {
                got.insert(fmt::format("{} >= {}", fact.label.zh, edge(threshold.from)));
            }
            if (threshold.to < highest) {
                got.insert(fmt::format("{} <= {}", fact.label.zh, edge(threshold.to)));
            }
        }
        check_names(expected, got);
    }

    void check_value(const pack::Named<pack::AnyValue>& expected) {
        const std::string& key = expected.name.text;
        const Name name = find_node(policy_, key);
        if (!name.is_known) {
            tell_error(found_, place(expected.name),
                       {"E-name-unknown", fmt::format("没有“{}”可以核对", key),
                        fmt::format("there is nothing named '{}' to compare", key),
                        "写条件、评分、中间量或金额的名称",
                        "name a condition, score, definition or amount"});
            return;
        }
        const formula::Value value = values_->value(name.node);
        const std::string& wanted = expected.value.node.text;
        const std::string got_zh = show_value(value, false, Language::zh, &set_.texts());
        const std::string got_en = show_value(value, false, Language::en, &set_.texts());
        if (value.type.kind == formula::Kind::truth) {
            const std::string got(to_string(verdict_of(value.outcomes)));
            if (got != wanted) fail(expected.name, key, wanted, got, got);
            return;
        }
        if (value.type.kind != formula::Kind::number) {
            if (got_zh != wanted) fail(expected.name, key, wanted, got_zh, got_en);
            return;
        }
        if (says_not_applicable(wanted)) {
            if (value.state != formula::kNone) fail(expected.name, key, wanted, got_zh, got_en);
            return;
        }
        const std::size_t dots = wanted.find("..");
        const auto low = number(wanted.substr(0, dots), value.type.unit);
        const auto high =
            dots == std::string::npos ? low : number(wanted.substr(dots + 2), value.type.unit);
        const bool is_open_above = dots != std::string::npos && wanted.ends_with("~");
        const bool is_same = low && value.lo == low &&
                             (is_open_above ? !value.hi : high && value.hi == high) &&
                             value.state == formula::kNumber;
        if (!is_same) fail(expected.name, key, wanted, got_zh, got_en);
    }

    static std::optional<base::Ratio> number(const std::string& text, base::Unit unit) {
        const auto quantity = base::Quantity::parse(trimmed_half_width(text));
        if (!quantity) return std::nullopt;
        const formula::PlainUnit from = formula::plain(quantity->unit);
        auto value = multiply(base::Ratio(quantity->value), from.factor);
        if (!value || quantity->unit.is_none()) return value;
        const auto factor = base::factor(from.unit, unit);
        return factor ? multiply(*value, *factor) : std::nullopt;
    }

    const PolicySet& set_;
    const Policy& policy_;
    Diagnostics& found_;
    const pack::PolicyTest* test_ = nullptr;
    Answer answer_;
    const formula::Evaluation* values_ = nullptr;
};

}  // namespace

std::size_t run_file_tests(const PolicySet& set, const Policy& policy, Diagnostics& found) {
    const auto& tests = policy.text().tests;
    if (tests.size() > kMaxTests) {
        tell_error(
            found, place_of(policy.entry->origin, tests[kMaxTests].name),
            {"E-too-many", fmt::format("测试超过 {} 个", kMaxTests),
             fmt::format("more than {} tests", kMaxTests), "去掉重复的", "drop repeated ones"});
        return 0;
    }
    TestRunner runner(set, policy, found);
    for (const pack::PolicyTest& test : tests) runner.run(test);
    return tests.size();
}

bool passes_file_tests(const PolicySet& set, const Policy& policy) {
    Diagnostics found;
    TestRunner runner(set, policy, found);
    for (const pack::PolicyTest& test : policy.text().tests) {
        runner.run(test);
        if (!found.empty()) return false;
    }
    return true;
}

}  // namespace kc::policy
