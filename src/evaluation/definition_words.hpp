// SPDX-License-Identifier: Apache-2.0
// The words of a definition and what they stand for. Reader and writer use the same tables.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "evaluation/definition.hpp"

namespace kc::evaluation {

template <typename E>
struct Word {
    std::string_view name;
    E value;
};

// One argument of a method: read from its text, which may fail, and written back; what writes
// empty text is left out.
template <typename M>
struct Slot {
    std::string_view name;
    std::function<bool(M&, std::string_view)> read;
    std::function<std::string(const M&)> write;
    bool takes_rest = false;  // all further arguments by position, read one after another
};

template <typename M>
struct MethodWord {
    MethodWord(std::string_view its_name, M its_initial, std::vector<Slot<M>> its_slots = {})
        : name(its_name), initial(std::move(its_initial)), slots(std::move(its_slots)) {}

    std::string_view name;
    M initial;
    std::vector<Slot<M>> slots;  // in the order in which they may be given without names
};

// Of ImputeMethod, TreatStep, NormaliseMethod and AggregateMethod. `initial` holds the kind and
// what is assumed when an argument is not given.
template <typename M>
std::span<const MethodWord<M>> method_words();

// Of WeightKind, RankOrderKind, ShareKind, PanelScale, Direction, Check, DropKind,
// SensitivityTarget, ReportPlan::Publish, Scaling and Standing.
template <typename E>
std::span<const Word<E>> words();

template <>
std::span<const Word<WeightKind>> words();
template <>
std::span<const Word<RankOrderKind>> words();
template <>
std::span<const Word<ShareKind>> words();
template <>
std::span<const Word<Scaling>> words();
template <>
std::span<const Word<PanelScale>> words();
template <>
std::span<const Word<Direction>> words();
template <>
std::span<const Word<Check>> words();
template <>
std::span<const Word<DropKind>> words();
template <>
std::span<const Word<SensitivityTarget>> words();
template <>
std::span<const Word<ReportPlan::Publish>> words();
template <>
std::span<const Word<Standing>> words();
template <>
std::span<const MethodWord<ImputeMethod>> method_words();
template <>
std::span<const MethodWord<TreatStep>> method_words();
template <>
std::span<const MethodWord<NormaliseMethod>> method_words();
template <>
std::span<const MethodWord<AggregateMethod>> method_words();

// The method as it is written: "minmax(low: 0, high: 100)".
template <typename M>
std::string to_text(const M& method);

template <typename E>
std::string_view word_of(E value) {
    for (const Word<E>& word : words<E>()) {
        if (word.value == value) return word.name;
    }
    return {};
}

}  // namespace kc::evaluation
