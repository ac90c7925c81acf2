// SPDX-License-Identifier: Apache-2.0
// Tables of ranges: reading a row's range, proving that the rows cover everything once, and making
// one node of them.
//
// Rows are read from the top; the first whose range holds the number counts. The proof follows that
// reading: each row takes its range from what no row above has taken.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "policy/compiler.hpp"
#include "policy/report.hpp"

namespace kc::policy {
namespace {

struct Sign {
    std::string_view text;
    bool is_low;
    bool is_high;
    bool is_inclusive;
};

constexpr std::array<Sign, 10> kSigns{{{">=", true, false, true},
                                       {"≥", true, false, true},
                                       {"<=", false, true, true},
                                       {"≤", false, true, true},
                                       {">", true, false, false},
                                       {"＞", true, false, false},
                                       {"<", false, true, false},
                                       {"＜", false, true, false},
                                       {"=", true, true, true},
                                       {"＝", true, true, true}}};

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

// A place between numbers: just below or just above one, or an end of everything.
struct Cut {
    int infinite = 0;  // -1 below everything, +1 above everything
    base::Ratio at = {};
    bool is_above = false;

    friend bool operator<(const Cut& a, const Cut& b) {
        if (a.infinite != b.infinite) return a.infinite < b.infinite;
        if (a.infinite != 0) return false;
        if (a.at != b.at) return a.at < b.at;
        return !a.is_above && b.is_above;
    }
    friend bool operator==(const Cut& a, const Cut& b) { return !(a < b) && !(b < a); }
};

struct Stretch {
    Cut from = {-1, {}, false};
    Cut to = {1, {}, false};
    bool is_empty() const { return !(from < to); }
};

// A constant or a free parameter as an exact number.
std::optional<base::Ratio> number_of(const formula::Builder& builder, NodeId id) {
    const formula::Node& node = builder.node(id);
    std::int64_t count = node.lo;
    if (node.op == formula::Op::parameter) count = builder.so_far().parameters()[node.slot].lo;
    const auto decimal = base::Decimal::of(count);
    return decimal ? multiply(base::Ratio(*decimal), node.step) : std::nullopt;
}

}  // namespace

// "else" has neither end; `offset` is where `written` begins inside the text.
std::optional<NodeId> Compiler::edge_node(std::string_view written, const pack::Located& text,
                                          std::size_t offset, const formula::Type& of) {
    pack::Located part = text;
    part.text = std::string(written);
    part.column += static_cast<std::int32_t>(offset);
    const auto node = compile(part, of);
    if (!node) return std::nullopt;
    const formula::Op op = builder_.node(*node).op;
    if (op == formula::Op::constant || op == formula::Op::parameter) return node;
    error(text, {"E-band-edge", fmt::format("“{}”不是定值或参数", written),
                 fmt::format("'{}' is neither a fixed value nor a parameter", written),
                 "写成 5% 或参数的名称", "write 5% or the name of a parameter"});
    return std::nullopt;
}

std::optional<Row> Compiler::read_range(const pack::Located& text, const formula::Type& of) {
    Row row;
    const std::string_view written = trimmed(text.text);
    if (written == "else" || written == "其他") {
        row.is_else = true;
        return row;
    }
    for (const Sign& sign : kSigns) {
        if (!written.starts_with(sign.text)) continue;
        const std::string_view rest = trimmed(written.substr(sign.text.size()));
        const auto node = edge_node(rest, text, text.text.find(rest), of);
        if (!node) return std::nullopt;
        if (sign.is_low) row.low = {*node, sign.is_inclusive};
        if (sign.is_high) row.high = {*node, sign.is_inclusive};
        return row;
    }
    const std::size_t comma = written.find(',');
    const bool opens = written.starts_with("[") || written.starts_with("(");
    const bool closes = written.ends_with("]") || written.ends_with(")");
    if (opens && closes && comma != std::string_view::npos) {
        const std::string_view low = trimmed(written.substr(1, comma - 1));
        const std::string_view high =
            trimmed(written.substr(comma + 1, written.size() - comma - 2));
        const auto low_node = edge_node(low, text, text.text.find(low), of);
        const auto high_node = edge_node(high, text, text.text.find(high), of);
        if (!low_node || !high_node) return std::nullopt;
        row.low = {*low_node, written.front() == '['};
        row.high = {*high_node, written.back() == ']'};
        return row;
    }
    error(text, {"E-band", fmt::format("“{}”没有说明哪一端算在内", text.text),
                 fmt::format("'{}' does not say which end belongs to it", text.text),
                 "写成 \">= 5%\"、\"< 5%\"、\"[5%, 10%)\" 或 else",
                 "write \">= 5%\", \"< 5%\", \"[5%, 10%)\" or else"});
    return std::nullopt;
}

namespace {

std::optional<Stretch> stretch_of(const formula::Builder& builder, const Row& row) {
    Stretch where;
    if (row.low.exists()) {
        const auto at = number_of(builder, row.low.node);
        if (!at) return std::nullopt;
        where.from = {0, *at, !row.low.is_inclusive};
    }
    if (row.high.exists()) {
        const auto at = number_of(builder, row.high.node);
        if (!at) return std::nullopt;
        where.to = {0, *at, row.high.is_inclusive};
    }
    return where;
}

// Cuts a row's stretch out of what is free, and gives what it took.
std::vector<Stretch> take(const Stretch& wanted, std::vector<Stretch>& free) {
    std::vector<Stretch> left;
    std::vector<Stretch> taken;
    for (const Stretch& gap : free) {
        const Stretch both{gap.from < wanted.from ? wanted.from : gap.from,
                           wanted.to < gap.to ? wanted.to : gap.to};
        if (both.is_empty()) {
            left.push_back(gap);
            continue;
        }
        taken.push_back(both);
        const Stretch below{gap.from, both.from};
        const Stretch above{both.to, gap.to};
        if (!below.is_empty()) left.push_back(below);
        if (!above.is_empty()) left.push_back(above);
    }
    free = std::move(left);
    return taken;
}

std::string cut_text(const Cut& cut) {
    if (cut.infinite != 0) return cut.infinite < 0 ? "-∞" : "+∞";
    const auto exact = cut.at.exact();
    return exact ? base::to_string(*exact) : base::to_string(cut.at);
}

}  // namespace

bool Compiler::check_rows(const Rows& texts, const std::vector<Row>& rows, NodeId of) {
    std::vector<Stretch> free{Stretch{}};
    // What the number can never be need not be covered.
    const formula::Node& node = builder_.node(of);
    if (node.op == formula::Op::input) {
        const formula::InputField& field = builder_.so_far().inputs()[node.slot];
        const auto bound = [&](std::int64_t count) {
            const auto decimal = base::Decimal::of(count);
            return decimal ? multiply(base::Ratio(*decimal), field.step) : std::nullopt;
        };
        if (field.lowest.count) {
            if (const auto at = bound(*field.lowest.count)) free[0].from = {0, *at, false};
        }
        if (field.highest.count) {
            if (const auto at = bound(*field.highest.count)) free[0].to = {0, *at, true};
        }
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto where = stretch_of(builder_, rows[i]);
        if (!where) return true;  // numbers too large to compare; the plan refuses them
        const std::vector<Stretch> taken = take(*where, free);
        const pack::Located& at = texts[i][0];
        if (taken.empty()) {
            error(at, {"E-band-unreachable", fmt::format("“{}”这一档永远轮不到", at.text),
                       fmt::format("the row '{}' can never be reached", at.text),
                       "调整次序或删去它", "change the order, or remove it"});
            return false;
        }
        const bool is_two_sided = rows[i].low.exists() && rows[i].high.exists();
        const bool is_whole =
            taken.size() == 1 && taken[0].from == where->from && taken[0].to == where->to;
        if (is_two_sided && !is_whole && node.op != formula::Op::input) {
            error(at, {"E-band-overlap", fmt::format("“{}”与上面的档重叠", at.text),
                       fmt::format("the row '{}' overlaps one above it", at.text),
                       "写清每一端属于哪一档", "say for each end which row it belongs to"});
            return false;
        }
    }
    if (!free.empty()) {
        const Stretch& gap = free.front();
        const bool is_point =
            gap.from.infinite == 0 && gap.to.infinite == 0 && gap.from.at == gap.to.at;
        const std::string where =
            is_point ? cut_text(gap.from)
                     : fmt::format("{} .. {}", cut_text(gap.from), cut_text(gap.to));
        error(texts.back()[0],
              {"E-band-gap", fmt::format("{} 不在任何一档", where),
               fmt::format("{} is in no row", where), "补上这一档，或以 [else, 0] 结尾",
               "add a row for it, or end with [else, 0]"});
        return false;
    }
    return true;
}

// One node for the points of a table whose rows have been checked. `high` takes the upper ends of
// experts' ranges.
std::optional<NodeId> Compiler::bands_node(NodeId of, const std::vector<Row>& rows, bool high,
                                           const pack::Located& at) {
    std::vector<formula::Case> cases;
    NodeId otherwise{};
    for (const Row& row : rows) {
        const NodeId points = high ? row.points_high : row.points_low;
        std::vector<NodeId> ends;
        if (row.low.exists()) {
            const auto end = taken(row.low.is_inclusive ? builder_.at_least(of, row.low.node)
                                                        : builder_.more_than(of, row.low.node),
                                   at);
            if (!end) return std::nullopt;
            ends.push_back(*end);
        }
        if (row.high.exists()) {
            const auto end = taken(row.high.is_inclusive ? builder_.at_least(row.high.node, of)
                                                         : builder_.more_than(row.high.node, of),
                                   at);
            if (!end) return std::nullopt;
            ends.push_back(*end);
        }
        if (ends.empty()) {
            otherwise = points;
            break;
        }
        const auto condition = taken(builder_.all(ends), at);
        if (!condition) return std::nullopt;
        cases.push_back({*condition, points});
        otherwise = points;  // the last row is what is left, as the check has proved
    }
    // Falling rows of fixed numbers are steps, and one node does for them. Edges that a sandbox may
    // move past each other stay cases, which keep the meaning "the first row that holds".
    const auto is_constant = [&](NodeId id) {
        return builder_.node(id).op == formula::Op::constant;
    };
    const bool falls = std::all_of(rows.begin(), rows.end() - 1, [&](const Row& row) {
        return row.low.exists() && !row.high.exists() && is_constant(row.low.node);
    });
    const bool are_constant = std::all_of(rows.begin(), rows.end(), [&](const Row& row) {
        return is_constant(high ? row.points_high : row.points_low);
    });
    if (falls && are_constant && rows.size() > 1) {
        std::vector<formula::Band> bands;
        for (std::size_t i = rows.size() - 1; i-- > 0;) {
            bands.push_back({rows[i].low.node, rows[i].low.is_inclusive,
                             high ? rows[i].points_high : rows[i].points_low});
        }
        return taken(
            builder_.bands(of, high ? rows.back().points_high : rows.back().points_low, bands), at);
    }
    if (!cases.empty() && otherwise == cases.back().value && !rows.back().is_else) cases.pop_back();
    if (cases.empty()) return otherwise;
    return taken(builder_.first(cases, otherwise), at);
}

}  // namespace kc::policy
