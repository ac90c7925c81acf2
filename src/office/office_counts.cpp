// SPDX-License-Identifier: Apache-2.0
// Keeps the figures that are counted from records beside those that people report.
//
// They are counted when somebody looks and a registry they are counted from has changed since; a
// hundred imports cost one counting, and a change of platforms counts no firms. A counted fact is
// known since the last change of those registries, so the figure as known at any earlier moment is
// counted from the versions known then, also by an office that was started since.
#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "office/office_live.hpp"
#include "record/count.hpp"
#include "record/tables.hpp"
#include "store/facts.hpp"

namespace kc::office {
namespace {

constexpr std::size_t kPastViewsMax = 2;

// When each registry last changed; nothing for one that never did.
using LastChanges = std::map<std::string, record::Changes, std::less<>>;

Result<LastChanges> last_changes(store::Connection& connection,
                                 const record::Registries& registries,
                                 std::optional<std::int64_t> known_at_us) {
    LastChanges last;
    auto changes = record::changes_of(connection);
    if (!changes) return unexpected(changes.error());
    for (const auto& [registry, one] : *changes) {
        if (one.count == 0) continue;
        // What changed last before the moment changed last before any later one too.
        if (!known_at_us || one.last_us <= *known_at_us) {
            last.emplace(registry, one);
            continue;
        }
        const record::Registry* known = registries.find(registry);
        if (known == nullptr) continue;
        auto at_us = record::last_change(connection, *known, *known_at_us);
        if (!at_us) return unexpected(at_us.error());
        if (*at_us) last.emplace(registry, record::Changes{0, **at_us});
    }
    return last;
}

void note_cells(FigureView& view, const CountingPlan& plan, const pack::Indicator& indicator,
                const CountSlot& slot, const std::vector<store::Fact>& facts) {
    const auto note = [&](const std::string& unit) {
        FigureView::Cell& cell =
            view.cells[fmt::format("{} {} {}", indicator.code, unit, base::to_string(slot.period))];
        const bool is_there = std::any_of(
            facts.begin(), facts.end(), [&](const store::Fact& fact) { return fact.unit == unit; });
        (is_there ? cell.has_some : cell.has_none) = true;
        view.is_mixed = view.is_mixed || (cell.has_some && cell.has_none);
    };
    note(plan.region);
    for (const std::string& county : plan.counties) note(county);
}

}  // namespace

// What is counted at a moment, and since when each figure is known.
struct Office::Counting {
    CountingPlan plan;
    struct Since {
        std::int64_t at_us = 0;    // the last change of what it is counted from
        std::int64_t changes = 0;  // how many there were
    };
    std::map<const pack::Indicator*, Since> since = {};  // the counted ones
    base::Date day = {};
    std::optional<std::int64_t> known_at_us = {};  // without it, now

    [[nodiscard]] std::set<std::string> indicators() const {
        std::set<std::string> codes;
        for (const auto& [indicator, one] : since) codes.insert(indicator->code);
        return codes;
    }
};

Result<Office::Counting> Office::counting_at(store::Connection& connection, const LivePack& live,
                                             const Moment& moment) const {
    Counting counting{.plan = counting_plan(*live.registries, live.lookup, live.pack.objects,
                                            *live.catalog, live.manifest()),
                      .day = moment.day};
    if (!moment.is_now) counting.known_at_us = moment.at_us;
    auto last = last_changes(connection, *live.registries, counting.known_at_us);
    if (!last) return unexpected(last.error());
    for (const pack::Indicator* indicator : counting.plan.indicators) {
        if (!last->contains(indicator->counts->registry)) continue;
        Counting::Since since;
        for (const std::string& registry :
             record::sources_of(*live.registries, *indicator->counts)) {
            const auto changed = last->find(registry);
            if (changed == last->end()) continue;
            since.at_us = std::max(since.at_us, changed->second.last_us);
            since.changes += changed->second.count;
        }
        counting.since.emplace(indicator, since);
    }
    return counting;
}

Office::Figures Office::figures() const {
    // What cannot be counted now stays as it was last counted: reading must not fail for it, and
    // the next reader tries again.
    if (!refresh_counts()) may_have_changed_ = true;
    std::shared_lock lock(columns_mutex_);
    std::shared_ptr<const FigureView> view = view_;
    return {std::move(lock), view, view->columns, view->reported};
}

Office::Figures Office::figures(const Moment& moment) const {
    if (moment.is_now) return figures();
    auto view = view_at(moment);
    // Without its counts a counted figure of then is unknown, which is never taken for good news.
    if (!view) return figures();
    std::shared_lock lock(columns_mutex_);
    return {std::move(lock), *view, (*view)->columns, (*view)->reported};
}

Result<std::shared_ptr<FigureView>> Office::view_at(const Moment& moment) const {
    const std::shared_ptr<const LivePack> live = this->live();
    if (auto fresh = refresh_counts(); !fresh) return unexpected(fresh.error());
    const std::lock_guard one_at_a_time(counts_mutex_);
    auto reader = store_->read_for_long();
    if (!reader) return unexpected(reader.error());
    auto counting = counting_at(reader->connection(), *live, moment);
    if (!counting) return unexpected(counting.error());
    std::set<std::string> indicators = counting->indicators();
    std::shared_ptr<FigureView> view;
    for (const auto& past : past_views_) {
        if (past->counted == indicators) view = past;
    }
    if (view) {
        const std::unique_lock lock(columns_mutex_);
        if (auto read = append_new_facts(*view); !read) return unexpected(read.error());
    }
    // A second time only when the moments it was used for do not go together.
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (!view) {
            view = std::make_shared<FigureView>();
            view->counted = indicators;
            if (auto read = append_new_facts(*view); !read) return unexpected(read.error());
            std::erase_if(past_views_,
                          [&](const auto& past) { return past->counted == indicators; });
            if (past_views_.size() == kPastViewsMax) past_views_.erase(past_views_.begin());
            past_views_.push_back(view);
        }
        auto counted = count_into(*view, reader->connection(), *counting);
        if (!counted) return unexpected(counted.error());
        if (!view->is_mixed && view->counted_facts <= FigureView::kMaxCountedFacts) break;
        if (attempt == 0) view.reset();
    }
    return view;
}

// Under columns_mutex_.
Result<void> Office::append_new_facts(FigureView& view) const {
    auto reader = store_->read_for_long();
    if (!reader) return unexpected(reader.error());
    // Terms and facts of one snapshot: a fact must not be newer than its words.
    if (auto read = view.terms.refresh(reader->connection()); !read)
        return unexpected(read.error());
    std::optional<Diagnostic> failed;
    auto last =
        store::scan_facts(reader->connection(), view.last_fact, [&](const store::FactRow& row) {
            if (failed) return;
            auto fact = store::to_fact(row, view.terms);
            if (!fact) {
                failed = fact.error();
                return;
            }
            auto& columns = view.counted.contains(fact->indicator) ? view.reported : view.columns;
            if (auto added = columns.append(*fact); !added) failed = added.error();
        });
    if (!last) return unexpected(last.error());
    if (failed) return unexpected(*failed);
    view.last_fact = *last;
    return {};
}

std::int64_t Office::record_changes() const {
    if (!may_have_changed_) return record_changes_;
    auto reader = store_->read();
    if (!reader) return record_changes_;
    const auto changes = record::changes_of(reader->connection());
    if (!changes) return record_changes_;
    std::int64_t total = 0;
    for (const auto& [registry, one] : *changes) total += one.count;
    record_changes_ = total;
    return total;
}

// Under counts_mutex_. What was counted for the same state of the registries is not counted again.
Result<void> Office::count_into(FigureView& view, store::Connection& connection,
                                const Counting& counting) const {
    for (const auto& [indicator, since] : counting.since) {
        for (const CountSlot& slot : slots_of(*indicator, counting.plan.year, counting.day)) {
            std::int64_t known_us = std::max(since.at_us, slot.begin_us());
            const auto key = [&] {
                return fmt::format("{} {} {}", indicator->code, base::to_string(slot.period),
                                   known_us);
            };
            // Two changes may bear one moment, when a clock was set back: the later one counts.
            auto done = view.done.find(key());
            while (!counting.known_at_us && done != view.done.end() &&
                   done->second != since.changes) {
                ++known_us;
                done = view.done.find(key());
            }
            if (done != view.done.end()) continue;
            auto facts = counted_facts(connection, counting.plan, *indicator, slot, known_us,
                                       counting.known_at_us);
            if (!facts) return unexpected(facts.error());
            const std::unique_lock lock(columns_mutex_);
            if (auto added = view.columns.append(*facts); !added) return added;
            view.counted_facts += facts->size();
            view.done.emplace(key(), since.changes);
            note_cells(view, counting.plan, *indicator, slot, *facts);
        }
    }
    return {};
}

Result<void> Office::refresh_counts() const {
    const std::shared_ptr<const LivePack> live = this->live();
    if (!live || !live->registries) return {};
    const std::lock_guard one_at_a_time(counts_mutex_);
    const Moment moment = now();
    const std::string pack_and_day =
        fmt::format("{} {}", live->number, moment.day.days_since_1970());
    // The flag goes down before looking: what is written from here on raises it again.
    if (!may_have_changed_.exchange(false) && counts_stamp_ == pack_and_day) return {};

    auto reader = store_->read_for_long();
    if (!reader) return unexpected(reader.error());
    auto counting = counting_at(reader->connection(), *live, moment);
    if (!counting) return unexpected(counting.error());
    std::set<std::string> indicators = counting->indicators();
    const bool is_new_pack = counted_pack_ != live->number;
    if (indicators == view_->counted && !is_new_pack &&
        view_->counted_facts <= FigureView::kMaxCountedFacts) {
        if (auto counted = count_into(*view_, reader->connection(), *counting); !counted)
            return counted;
        counts_stamp_ = pack_and_day;
        if (!view_->is_mixed) return {};
    }
    // Rare: a registry got its first record, another pack went live, a share lost its whole.
    // Readers keep the old view
    // until the new one is whole.
    auto made = std::make_shared<FigureView>();
    made->counted = std::move(indicators);
    if (auto counted = count_into(*made, reader->connection(), *counting); !counted) return counted;
    const std::unique_lock lock(columns_mutex_);
    if (auto read = append_new_facts(*made); !read) return read;
    last_fact_ = made->last_fact;
    view_ = std::move(made);
    if (is_new_pack) past_views_.clear();
    counted_pack_ = live->number;
    counts_stamp_ = pack_and_day;
    return {};
}

}  // namespace kc::office
