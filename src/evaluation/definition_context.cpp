// SPDX-License-Identifier: Apache-2.0
#include "evaluation/definition_context.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/suggest.hpp"
#include "base/utf8.hpp"
#include "evaluation/definition_call.hpp"
#include "evaluation/definition_number.hpp"
#include "pack/number_text.hpp"

namespace kc::evaluation {
namespace {

Diagnostic wrong_type(std::string_view zh, std::string_view en) {
    return {.code = "E-type",
            .zh = fmt::format("这里需要{}", zh),
            .en = fmt::format("{} is needed here", en)};
}

Diagnostic out_of_range(std::string_view low, std::string_view high) {
    return {.code = "E-range",
            .zh = fmt::format("要在 {} 到 {} 之间", low, high),
            .en = fmt::format("it must be from {} to {}", low, high)};
}

Diagnostic unknown_name(std::string_view what_zh, std::string_view what_en, std::string_view name,
                        std::span<const std::string> known) {
    const std::string shown = base::shortened(name);
    Diagnostic diagnostic{.code = "E-unknown",
                          .zh = fmt::format("没有叫“{}”的{}", shown, what_zh),
                          .en = fmt::format("there is no {} called '{}'", what_en, shown)};
    if (const auto near = base::nearest(name, known))
        return std::move(diagnostic)
            .hint(fmt::format("是不是 {}？", *near), fmt::format("did you mean {}?", *near));
    constexpr std::size_t kShown = 16;
    const auto some = known.first(std::min(known.size(), kShown));
    if (some.empty()) return diagnostic;
    return std::move(diagnostic)
        .hint(fmt::format("有：{}{}", fmt::join(some, "、"), known.size() > kShown ? " 等" : ""),
              fmt::format("there are {}{}", fmt::join(some, ", "),
                          known.size() > kShown ? " and more" : ""));
}

template <typename W>
std::vector<std::string> names_of(std::span<const W> words) {
    std::vector<std::string> names;
    for (const W& word : words) names.emplace_back(word.name);
    return names;
}

template <typename M>
std::string signature(const MethodWord<M>& word) {
    std::vector<std::string_view> names;
    for (const Slot<M>& slot : word.slots) names.push_back(slot.name);
    return fmt::format("{}({})", word.name, fmt::join(names, ", "));
}

// Which slot an argument fills; the number of slots when none.
template <typename M>
std::size_t slot_for(const MethodWord<M>& word, const Argument& argument,
                     const std::vector<bool>& filled) {
    for (std::size_t i = 0; i < word.slots.size(); ++i) {
        if (argument.name.empty() ? !filled[i] : word.slots[i].name == argument.name) return i;
    }
    return word.slots.size();
}

// What is wrong with the arguments, if anything is.
template <typename M>
std::optional<Diagnostic> fill(const MethodWord<M>& word, const Call& call, M& to) {
    std::vector<bool> filled(word.slots.size());
    for (const Argument& argument : call.arguments) {
        const std::size_t at = slot_for(word, argument, filled);
        const std::string shown =
            base::shortened(argument.name.empty() ? argument.text : argument.name);
        if (at == word.slots.size() || (filled[at] && !word.slots[at].takes_rest)) {
            return Diagnostic{.code = "E-argument",
                              .zh = fmt::format("{} 没有参数“{}”", word.name, shown),
                              .en = fmt::format("{} takes no argument '{}'", word.name, shown)}
                .hint(fmt::format("写法：{}", signature(word)),
                      fmt::format("it is written {}", signature(word)));
        }
        if (!word.slots[at].read(to, argument.text)) {
            return Diagnostic{
                .code = "E-argument",
                .zh = fmt::format("{} 的参数 {} 不能是“{}”", word.name, word.slots[at].name,
                                  base::shortened(argument.text)),
                .en = fmt::format("'{}' cannot be the argument {} of {}",
                                  base::shortened(argument.text), word.slots[at].name, word.name)}
                .hint(fmt::format("写法：{}", signature(word)),
                      fmt::format("it is written {}", signature(word)));
        }
        filled[at] = !word.slots[at].takes_rest;
    }
    return std::nullopt;
}

}  // namespace

void Context::report(const pack::Node& at, Diagnostic diagnostic) {
    diagnostic.at = document_.place(at);
    found_.push_back(std::move(diagnostic));
}

void Context::report(const pack::Key& at, Diagnostic diagnostic) {
    diagnostic.at = document_.place(at);
    found_.push_back(std::move(diagnostic));
}

void Context::report_unknown(const pack::Node& at, std::string_view what_zh,
                             std::string_view what_en, std::string_view name,
                             std::span<const std::string> known) {
    report(at, unknown_name(what_zh, what_en, name, known));
}

void Context::report_unknown(const pack::Key& at, std::string_view what_zh,
                             std::string_view what_en, std::string_view name,
                             std::span<const std::string> known) {
    report(at, unknown_name(what_zh, what_en, name, known));
}

bool Context::expect_map(const pack::Node& node) {
    if (node.type == pack::NodeType::map) return true;
    report(node, wrong_type("若干“键: 值”", "a map of keys and values"));
    return false;
}

bool Context::expect_list(const pack::Node& node) {
    if (node.type == pack::NodeType::sequence) return true;
    report(node, wrong_type("一个列表", "a list"));
    return false;
}

bool Context::expect_keys(const pack::Node& node, std::initializer_list<std::string_view> keys) {
    if (!expect_map(node)) return false;
    bool good = true;
    for (const pack::Key& key : node.keys) {
        if (std::find(keys.begin(), keys.end(), key.text) != keys.end()) continue;
        const std::vector<std::string> known(keys.begin(), keys.end());
        Diagnostic diagnostic = unknown_name("键", "key", key.text, known);
        diagnostic.code = "E-unknown-key";
        diagnostic.zh = fmt::format("这里没有键“{}”", base::shortened(key.text));
        diagnostic.en = fmt::format("there is no key '{}' here", base::shortened(key.text));
        report(key, std::move(diagnostic));
        good = false;
    }
    return good;
}

bool Context::read(const pack::Node* from, std::string& to) {
    if (from == nullptr) return false;
    if (from->type != pack::NodeType::scalar || from->is_null() || from->text.empty()) {
        report(*from, wrong_type("文字", "text"));
        return false;
    }
    to = from->text;
    return true;
}

bool Context::read(const pack::Node* from, double& to) {
    if (from == nullptr) return false;
    if (from->type != pack::NodeType::scalar || from->is_null()) {
        report(*from, wrong_type("数", "a number"));
        return false;
    }
    const auto value = pack::is_number_text(from->text) ? read_number(from->text) : std::nullopt;
    if (!value) {
        const pack::NumberAdvice advice = pack::why_no_number(from->text);
        report(*from, Diagnostic{.code = "E-number",
                                 .zh = fmt::format("这里需要数，写的是“{}”：{}",
                                                   base::shortened(from->text), advice.problem.zh),
                                 .en = fmt::format("a number is needed here, not '{}': {}",
                                                   base::shortened(from->text), advice.problem.en)}
                          .hint(advice.advice.zh, advice.advice.en));
        return false;
    }
    to = *value;
    return true;
}

bool Context::read(const pack::Node* from, std::optional<double>& to) {
    double value = 0;
    if (!read(from, value)) return false;
    to = value;
    return true;
}

bool Context::read(const pack::Node* from, std::int32_t& to) {
    return read_within(from, to, -1'000'000'000, 1'000'000'000);
}

bool Context::read(const pack::Node* from, bool& to) {
    if (from == nullptr) return false;
    if (from->type == pack::NodeType::scalar) {
        const bool yes = from->text == "yes" || from->text == "true";
        if (yes || from->text == "no" || from->text == "false") {
            to = yes;
            return true;
        }
    }
    report(*from, wrong_type("yes 或 no", "yes or no"));
    return false;
}

bool Context::read(const pack::Node* from, Title& to) {
    if (from == nullptr) return false;
    if (from->type == pack::NodeType::scalar) {
        if (!read(from, to.zh)) return false;
        to.en = to.zh;
        return true;
    }
    if (!expect_keys(*from, {"zh", "en"})) return false;
    const bool zh = read(from->find("zh"), to.zh);
    const bool en = read(from->find("en"), to.en);
    if (!zh) to.zh = to.en;
    if (!en) to.en = to.zh;
    return zh || en;
}

bool Context::read(const pack::Node* from, std::vector<std::string>& to) {
    if (from == nullptr) return false;
    if (from->type == pack::NodeType::scalar) {
        std::string one;
        if (!read(from, one)) return false;
        to = {one};
        return true;
    }
    if (!expect_list(*from)) return false;
    to.clear();
    for (const pack::Node& item : from->items) {
        std::string one;
        if (read(&item, one)) to.push_back(std::move(one));
    }
    return true;
}

bool Context::read(const pack::Node* from, std::vector<double>& to) {
    if (from == nullptr || !expect_list(*from)) return false;
    to.clear();
    for (const pack::Node& item : from->items) {
        double one = 0;
        if (!read(&item, one)) return false;
        to.push_back(one);
    }
    return true;
}

bool Context::read_within(const pack::Node* from, double& to, double low, double high) {
    double value = 0;
    if (!read(from, value)) return false;
    if (value < low || value > high) {
        report(*from, out_of_range(number_text(low), number_text(high)));
        return false;
    }
    to = value;
    return true;
}

bool Context::read_within(const pack::Node* from, std::int32_t& to, std::int32_t low,
                          std::int32_t high) {
    double value = 0;
    if (!read(from, value)) return false;
    if (value < low || value > high) {
        report(*from, out_of_range(fmt::format("{}", low), fmt::format("{}", high)));
        return false;
    }
    const auto whole = static_cast<std::int32_t>(value);
    if (static_cast<double>(whole) != value) {
        report(*from, wrong_type("整数", "a whole number"));
        return false;
    }
    to = whole;
    return true;
}

std::optional<double> Context::fraction(const pack::Node& from) {
    if (from.type == pack::NodeType::scalar) {
        if (const auto value = read_fraction(from.text)) return value;
    }
    report(from, wrong_type("数或 1/3 这样的分数", "a number or a fraction such as 1/3"));
    return std::nullopt;
}

template <typename E>
bool Context::read_word(const pack::Node* from, E& to) {
    std::string text;
    if (!read(from, text)) return false;
    for (const Word<E>& word : words<E>()) {
        if (word.name != text) continue;
        to = word.value;
        return true;
    }
    report_unknown(*from, "选项", "choice", text, names_of(words<E>()));
    return false;
}

template <typename M>
Result<M> method_of(std::string_view text) {
    const auto call = parse_call(text);
    if (!call)
        return unexpected(wrong_type("方法名，可带参数，如 minmax(0, 100)",
                                     "a method, perhaps with arguments, such as minmax(0, 100),"));
    for (const MethodWord<M>& word : method_words<M>()) {
        if (word.name != call->name) continue;
        M method = word.initial;
        if (auto fault = fill(word, *call, method)) return unexpected(std::move(*fault));
        return method;
    }
    return unexpected(unknown_name("方法", "method", call->name, names_of(method_words<M>())));
}

template <typename M>
bool Context::read_method(const pack::Node* from, M& to) {
    std::string text;
    if (!read(from, text)) return false;
    auto method = method_of<M>(text);
    if (!method) {
        report(*from, method.error());
        return false;
    }
    to = *std::move(method);
    return true;
}

template <typename M>
bool Context::read_methods(const pack::Node* from, std::vector<M>& to) {
    if (from == nullptr) return false;
    to.clear();
    if (from->type == pack::NodeType::scalar) {
        M one;
        if (!read_method(from, one)) return false;
        to.push_back(std::move(one));
        return true;
    }
    if (!expect_list(*from)) return false;
    bool good = true;
    for (const pack::Node& item : from->items) {
        M one;
        if (read_method(&item, one)) {
            to.push_back(std::move(one));
        } else {
            good = false;
        }
    }
    return good;
}

template bool Context::read_word(const pack::Node*, WeightKind&);
template bool Context::read_word(const pack::Node*, RankOrderKind&);
template bool Context::read_word(const pack::Node*, ShareKind&);
template bool Context::read_word(const pack::Node*, PanelScale&);
template bool Context::read_word(const pack::Node*, Direction&);
template bool Context::read_word(const pack::Node*, DropKind&);
template bool Context::read_word(const pack::Node*, ReportPlan::Publish&);
template bool Context::read_word(const pack::Node*, Check&);
template bool Context::read_word(const pack::Node*, Standing&);
template bool Context::read_word(const pack::Node*, SensitivityTarget&);
template Result<ImputeMethod> method_of(std::string_view);
template Result<NormaliseMethod> method_of(std::string_view);
template Result<AggregateMethod> method_of(std::string_view);
template Result<TreatStep> method_of(std::string_view);
template bool Context::read_method(const pack::Node*, ImputeMethod&);
template bool Context::read_method(const pack::Node*, NormaliseMethod&);
template bool Context::read_method(const pack::Node*, AggregateMethod&);
template bool Context::read_method(const pack::Node*, TreatStep&);
template bool Context::read_methods(const pack::Node*, std::vector<TreatStep>&);
template bool Context::read_methods(const pack::Node*, std::vector<NormaliseMethod>&);
template bool Context::read_methods(const pack::Node*, std::vector<AggregateMethod>&);
template bool Context::read_methods(const pack::Node*, std::vector<ImputeMethod>&);

}  // namespace kc::evaluation
