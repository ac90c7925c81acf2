// SPDX-License-Identifier: Apache-2.0
// What the parts of the definition's reader share: taking values from the tree and saying, with
// place and advice, what is wrong with them.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/result.hpp"
#include "evaluation/definition.hpp"
#include "evaluation/definition_words.hpp"
#include "pack/yaml_tree.hpp"

namespace kc::evaluation {

// A method written as a call, as in definitions; the error has no place.
template <typename M>
Result<M> method_of(std::string_view text);

class Context {
public:
    Context(const pack::Document& document, Diagnostics& found)
        : document_(document), found_(found) {}

    void report(const pack::Node& at, Diagnostic diagnostic);
    void report(const pack::Key& at, Diagnostic diagnostic);
    Place place(const pack::Node& node) const { return document_.place(node); }

    // "there is no X called Y", with the nearest of `known`.
    void report_unknown(const pack::Node& at, std::string_view what_zh, std::string_view what_en,
                        std::string_view name, std::span<const std::string> known);
    void report_unknown(const pack::Key& at, std::string_view what_zh, std::string_view what_en,
                        std::string_view name, std::span<const std::string> known);

    // A map with no other keys than these.
    bool expect_keys(const pack::Node& node, std::initializer_list<std::string_view> keys);
    bool expect_map(const pack::Node& node);
    bool expect_list(const pack::Node& node);

    // Each leaves `to` alone, and has reported why, when the node does not hold such a value. A
    // null pointer is a key that is not there.
    bool read(const pack::Node* from, std::string& to);
    bool read(const pack::Node* from, double& to);
    bool read(const pack::Node* from, std::optional<double>& to);
    bool read(const pack::Node* from, std::int32_t& to);
    bool read(const pack::Node* from, bool& to);
    bool read(const pack::Node* from, Title& to);
    bool read(const pack::Node* from, std::vector<std::string>& to);
    bool read(const pack::Node* from, std::vector<double>& to);

    // The same, and `low` <= value <= `high`.
    bool read_within(const pack::Node* from, double& to, double low, double high);
    bool read_within(const pack::Node* from, std::int32_t& to, std::int32_t low, std::int32_t high);

    template <typename E>
    bool read_word(const pack::Node* from, E& to);

    // A method written as a call.
    template <typename M>
    bool read_method(const pack::Node* from, M& to);
    template <typename M>
    bool read_methods(const pack::Node* from, std::vector<M>& to);

    // A fraction such as 1/3 is allowed too.
    std::optional<double> fraction(const pack::Node& from);

private:
    const pack::Document& document_;
    Diagnostics& found_;
};

}  // namespace kc::evaluation
