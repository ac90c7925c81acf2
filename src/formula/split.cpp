// SPDX-License-Identifier: Apache-2.0
#include "formula/split.hpp"

#include <algorithm>

namespace kc::formula {
namespace {

// A domain that has no end is searched up to here; the last part then goes on.
constexpr std::int64_t kFar = kMaxCount;

struct Box {
    std::int64_t lo[kMaxSplitInputs] = {0, 0};
    std::int64_t hi[kMaxSplitInputs] = {0, 0};
};

class Splitter {
public:
    Splitter(Evaluation& evaluation, NodeId verdict, std::span<const Cell> row,
             std::span<const ListCells> lists)
        : evaluation_(evaluation), verdict_(verdict), row_(row.begin(), row.end()), lists_(lists) {}

    Split run() {
        evaluation_.run(row_, lists_);
        result_.outcomes = evaluation_.outcomes(verdict_);
        const Plan& plan = evaluation_.plan();
        for (const std::size_t slot : plan.inputs_of(verdict_)) {
            const bool open =
                row_[slot].presence == Cell::Presence::missing ||
                (row_[slot].presence == Cell::Presence::range && row_[slot].lo != row_[slot].hi);
            if (open) result_.inputs.push_back(slot);
        }
        const bool decided = result_.outcomes == kYes || result_.outcomes == kNo;
        if (decided || result_.inputs.empty() || result_.inputs.size() > kMaxSplitInputs) {
            if (!decided) result_.inputs.clear();
            result_.exact = decided;
            return result_;
        }
        const auto kind_of = [&](std::size_t slot) { return plan.inputs()[slot].type.kind; };
        for (const std::size_t slot : result_.inputs) {
            const bool ordered = kind_of(slot) != Kind::text && kind_of(slot) != Kind::period;
            const bool listed = !plan.inputs()[slot].code_ids.empty();
            if (!ordered && (!listed || result_.inputs.size() > 1)) return result_;
        }
        // "Not applicable" is one more completion of a missing input.
        for (const std::size_t slot : result_.inputs) {
            if (plan.inputs()[slot].may_be_none) return result_;
        }
        if (kind_of(result_.inputs[0]) == Kind::text) return codes();
        return result_.inputs.size() == 1 ? one() : two();
    }

private:
    [[nodiscard]] const Plan& plan() const { return evaluation_.plan(); }

    // What the input can be, its links to known inputs included.
    void domain(std::size_t input, std::int64_t& lo, std::int64_t& hi) const {
        const std::size_t slot = result_.inputs[input];
        if (row_[slot].presence == Cell::Presence::range) {
            lo = row_[slot].lo;
            hi = row_[slot].hi;
            return;
        }
        if (plan().inputs()[slot].type.kind == Kind::truth) {
            lo = 0;
            hi = 1;
            return;
        }
        const NodeId node = plan().input_node(slot);
        lo = evaluation_.lo(node);
        hi = evaluation_.hi(node);
    }

    Outcomes outcomes(const Box& box) {
        for (std::size_t i = 0; i < result_.inputs.size(); ++i) {
            row_[result_.inputs[i]] =
                box.lo[i] == box.hi[i] ? Cell::known(box.lo[i]) : Cell::range(box.lo[i], box.hi[i]);
        }
        evaluation_.run(row_, lists_);
        ++runs_;
        return evaluation_.outcomes(verdict_);
    }

    [[nodiscard]] static bool is_settled(Outcomes outcomes) {
        return outcomes == kYes || outcomes == kNo || outcomes == kNotApplicable;
    }

    static std::int64_t middle(std::int64_t lo, std::int64_t hi) {
        const std::int64_t from = std::max(lo, -kFar);
        const std::int64_t to = std::min(hi, kFar);
        // Near the ends of a wide range first: limits of laws are small beside what a count holds.
        if (from >= 0 && to / 4 > from + 1) {
            std::int64_t small = from + 1;
            while (small < to / 4 && small - from < 1024) small *= 2;
            if (to / small > 1024) {
                std::int64_t root = small;
                while (root < to / root) root *= 2;
                return root;
            }
        }
        return from + (to - from) / 2;
    }

    void append(std::int64_t lo, std::int64_t hi, Outcomes outcomes) {
        seen_ |= outcomes;
        if (!result_.parts.empty() && result_.parts.back().outcomes == outcomes) {
            result_.parts.back().hi = hi;
        } else {
            result_.parts.push_back({lo, hi, outcomes});
        }
    }

    // A closed list of codes: each is a part of its own.
    Split codes() {
        result_.exact = true;
        for (const std::int64_t id : plan().inputs()[result_.inputs[0]].code_ids) {
            Box box;
            box.lo[0] = box.hi[0] = id;
            const Outcomes found = outcomes(box);
            seen_ |= found;
            result_.exact = result_.exact && is_settled(found);
            result_.parts.push_back({id, id, found});
        }
        result_.outcomes = seen_;
        return result_;
    }

    Split one() {
        Box whole;
        domain(0, whole.lo[0], whole.hi[0]);
        // Left parts first, so that parts come out in order.
        std::vector<Box> waiting{whole};
        bool exact = true;
        while (!waiting.empty()) {
            const Box box = waiting.back();
            waiting.pop_back();
            const Outcomes found = outcomes(box);
            const bool single = box.lo[0] == box.hi[0];
            if (is_settled(found) || single || runs_ >= kMaxSplitRuns || box.lo[0] >= kFar) {
                exact = exact && is_settled(found);
                append(box.lo[0], box.hi[0], found);
                continue;
            }
            const std::int64_t at = middle(box.lo[0], box.hi[0]);
            Box left = box;
            Box right = box;
            left.hi[0] = at;
            right.lo[0] = at + 1;
            waiting.push_back(right);
            waiting.push_back(left);
        }
        result_.outcomes = seen_;
        result_.exact = exact;
        return result_;
    }

    // Pairs (smaller, larger) among the two inputs, from their domains.
    [[nodiscard]] bool is_linked(std::size_t smaller, std::size_t larger) const {
        const NodeId a = plan().input_node(result_.inputs[smaller]);
        const NodeId b = plan().input_node(result_.inputs[larger]);
        return plan().inputs()[result_.inputs[smaller]].highest.input == b ||
               plan().inputs()[result_.inputs[larger]].lowest.input == a;
    }

    // Cuts off what the link between the inputs makes impossible; false when nothing is left.
    [[nodiscard]] bool tighten(Box& box) const {
        for (const auto& [small, large] : {std::pair<std::size_t, std::size_t>{0, 1}, {1, 0}}) {
            if (!is_linked(small, large)) continue;
            if (box.lo[small] > box.hi[large]) return false;
            box.hi[small] = std::min(box.hi[small], box.hi[large]);
            box.lo[large] = std::max(box.lo[large], box.lo[small]);
        }
        return true;
    }

    // A completion inside the box that keeps the link: both at their least, or at their greatest.
    void look_for_witness(const Box& box) {
        for (const bool upper : {false, true}) {
            Box point = box;
            for (std::size_t i = 0; i < 2; ++i) {
                const std::int64_t at =
                    upper ? std::min(box.hi[i], kFar) : std::max(box.lo[i], -kFar);
                point.lo[i] = at;
                point.hi[i] = at;
            }
            Box kept = point;
            if (tighten(kept)) witnessed_ |= settled_part(outcomes(point));
        }
        for (const std::size_t low : {std::size_t{0}, std::size_t{1}}) {
            Box point = box;
            point.hi[low] = point.lo[low] = std::max(box.lo[low], -kFar);
            point.lo[1 - low] = point.hi[1 - low] = std::min(box.hi[1 - low], kFar);
            Box kept = point;
            if (tighten(kept)) witnessed_ |= settled_part(outcomes(point));
        }
    }

    static Outcomes settled_part(Outcomes outcomes) {
        return is_settled(outcomes) ? outcomes : Outcomes{0};
    }

    Split two() {
        Box whole;
        for (std::size_t i = 0; i < 2; ++i) domain(i, whole.lo[i], whole.hi[i]);
        const Outcomes possible = result_.outcomes;
        // Widest boxes first: a queue, not a stack.
        std::vector<Box> waiting{whole};
        bool exact = true;
        for (std::size_t next = 0; next < waiting.size(); ++next) {
            Box box = waiting[next];
            if (!tighten(box)) continue;
            const Outcomes found = outcomes(box);
            seen_ |= found;
            if (is_settled(found)) {
                witnessed_ |= found;
            } else if (runs_ < kMaxSplitRuns) {
                look_for_witness(box);
                split_box(box, waiting);
            } else {
                exact = false;
                unsettled_ |= found;
            }
            if (witnessed_ == possible) break;
        }
        result_.exact = witnessed_ == possible || exact;
        result_.outcomes =
            result_.exact ? witnessed_ : static_cast<Outcomes>(witnessed_ | unsettled_);
        return result_;
    }

    void split_box(const Box& box, std::vector<Box>& waiting) const {
        // The wider side, measured by how often it could still be halved.
        const auto width = [&](std::size_t i) {
            return static_cast<double>(box.hi[i]) - static_cast<double>(box.lo[i]);
        };
        const std::size_t side = width(0) >= width(1) ? 0 : 1;
        if (box.lo[side] >= std::min(box.hi[side], kFar)) return;
        const std::int64_t at = middle(box.lo[side], box.hi[side]);
        Box left = box;
        Box right = box;
        left.hi[side] = at;
        right.lo[side] = at + 1;
        waiting.push_back(left);
        waiting.push_back(right);
    }

    Evaluation& evaluation_;
    NodeId verdict_;
    std::vector<Cell> row_;
    std::span<const ListCells> lists_;
    Split result_;
    std::size_t runs_ = 0;
    Outcomes seen_ = 0;
    Outcomes witnessed_ = 0;
    Outcomes unsettled_ = 0;
};

}  // namespace

Split split(Evaluation& evaluation, NodeId verdict, std::span<const Cell> row,
            std::span<const ListCells> lists) {
    return Splitter(evaluation, verdict, row, lists).run();
}

}  // namespace kc::formula
