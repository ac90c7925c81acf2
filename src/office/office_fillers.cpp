// SPDX-License-Identifier: Apache-2.0
#include "office/office_fillers.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "collection/calendar.hpp"
#include "collection/sheet_rows.hpp"

namespace kc::office {
namespace {

using collection::Filler;

bool has_registry(const pack::Form& form) {
    return form.fillers.type == pack::FillerType::firm && !form.fillers.registry.empty();
}

Filler filler_of(record::RosterFirm firm) {
    std::string code = firm.credit_code;
    return {std::move(code),
            {std::move(firm.name), ""},
            std::move(firm.unit),
            std::move(firm.credit_code)};
}

// Counties, parks and sections as they are today; of firms those that a section lists.
Result<std::vector<Filler>> listed(const Office& office, store::Connection& connection,
                                   const LivePack& live, const pack::Form& form) {
    std::vector<collection::ListedFirm> firms;
    if (form.fillers.type == pack::FillerType::firm) {
        auto kept = collection::listed_firms(connection, form.code);
        if (!kept) return unexpected(std::move(kept.error()));
        firms = std::move(*kept);
    }
    return collection::fillers_of(form, live.manifest().region, live.pack.objects, *live.catalog,
                                  office.today(), firms);
}

// "above_scale" is called what the field is; anything longer stands as it is.
pack::Bilingual words_of(const pack::Located& filter, const record::Registry& registry) {
    for (const pack::RegistryField& field : registry.definition().fields) {
        if (filter.text == field.code || filter.text == field.name.zh) return field.name;
    }
    return {filter.text, filter.text};
}

// The lists of one form whose firms a registry names.
class Registered {
public:
    static Result<Registered> of(const Office& office, store::Connection& connection,
                                 const LivePack& live, const pack::Form& form) {
        auto registry = live.registries->require(form.fillers.registry);
        if (!registry) return unexpected(std::move(registry.error()));
        auto first = record::first_written(connection, **registry);
        if (!first) return unexpected(std::move(first.error()));
        Registered all(office, connection, live, form, **registry);
        // While there are no records the office does not have the registry yet.
        const auto began = *first ? office.moment(**first) : std::nullopt;
        all.began_ = began ? began->day : office.today();
        return all;
    }

    // `by_hand` are the firms that a section adds.
    Result<FillerList> list(const base::Period& period, const std::vector<Filler>& by_hand) const {
        ListOrigin origin{.registry = &registry_,
                          .rule = words_of(form_.fillers.filter, registry_),
                          .period = period};
        const std::optional<std::int64_t> known_at_us = fix(origin);
        auto roster = read(period, known_at_us, "");
        if (!roster) return unexpected(std::move(roster.error()));
        origin.registered = roster->firms.size();
        origin.unclear = std::move(roster->unclear);
        FillerList list{.periods = {period}};
        std::set<std::string> codes;
        for (record::RosterFirm& firm : roster->firms) {
            codes.insert(firm.credit_code);
            list.fillers.push_back(filler_of(std::move(firm)));
        }
        for (const Filler& firm : by_hand) {
            if (codes.insert(firm.code).second) list.fillers.push_back(firm);
        }
        origin.by_hand = list.fillers.size() - origin.registered;
        std::erase_if(origin.unclear, [&](const record::RosterFirm& firm) {
            return codes.contains(firm.credit_code);
        });
        list.origin = std::move(origin);
        return list;
    }

    Result<std::optional<Filler>> one(const base::Period& period, const std::string& code) const {
        ListOrigin origin{.period = period};
        auto roster = read(period, fix(origin), code);
        if (!roster) return unexpected(std::move(roster.error()));
        if (roster->firms.empty()) return std::optional<Filler>();
        return std::optional(filler_of(std::move(roster->firms.front())));
    }

private:
    Registered(const Office& office, store::Connection& connection, const LivePack& live,
               const pack::Form& form, const record::Registry& registry)
        : office_(office), connection_(connection), live_(live), form_(form), registry_(registry) {}

    // Sets the day, and gives the moment that its end was; nothing while the list is open.
    std::optional<std::int64_t> fix(ListOrigin& origin) const {
        const base::Date from = std::max(origin.period.last_day(), began_);
        origin.fixed_on = base::add_days(from, form_.fillers.fixed_days).value_or(from);
        const auto end = office_.end_of(origin.fixed_on);
        origin.is_fixed = end && !end->is_now;
        return origin.is_fixed ? std::optional(end->at_us) : std::nullopt;
    }

    Result<record::Roster> read(const base::Period& period, std::optional<std::int64_t> known_at_us,
                                const std::string& only) const {
        return record::roster_of(connection_, *live_.registries, form_.fillers,
                                 {.period = period, .known_at_us = known_at_us, .only = only});
    }

    const Office& office_;
    store::Connection& connection_;
    const LivePack& live_;
    const pack::Form& form_;
    const record::Registry& registry_;
    base::Date began_ = {};  // the office came to have the registry
};

}  // namespace

Result<std::vector<FillerList>> filler_lists(const Office& office, store::Connection& connection,
                                             const LivePack& live, const pack::Form& form,
                                             const std::vector<base::Period>& periods) {
    std::vector<FillerList> lists;
    if (periods.empty()) return lists;
    auto kept = listed(office, connection, live, form);
    if (!kept) return unexpected(std::move(kept.error()));
    if (!has_registry(form)) {
        lists.push_back({.periods = periods, .fillers = std::move(*kept)});
        return lists;
    }
    auto registered = Registered::of(office, connection, live, form);
    if (!registered) return unexpected(std::move(registered.error()));
    for (const base::Period& period : periods) {
        auto list = registered->list(period, *kept);
        if (!list) return unexpected(std::move(list.error()));
        lists.push_back(std::move(*list));
    }
    return lists;
}

Result<std::optional<Filler>> filler_for(const Office& office, store::Connection& connection,
                                         const LivePack& live, const pack::Form& form,
                                         const base::Period& period, const std::string& code) {
    if (has_registry(form)) {
        auto registered = Registered::of(office, connection, live, form);
        if (!registered) return unexpected(std::move(registered.error()));
        auto firm = registered->one(period, code);
        if (!firm || *firm) return firm;
    }
    auto kept = listed(office, connection, live, form);
    if (!kept) return unexpected(std::move(kept.error()));
    const auto found = std::find_if(kept->begin(), kept->end(),
                                    [&](const Filler& one) { return one.code == code; });
    return found == kept->end() ? std::optional<Filler>() : std::optional(std::move(*found));
}

base::Period period_filled_in(const pack::Form& form, base::Date day) {
    const base::Period first = *form.first.period();
    const auto running = collection::period_holding(form.frequency, day);
    const auto ended = running ? collection::period_before(*running) : std::nullopt;
    if (!ended || ended->first_day() < first.first_day()) return first;
    const auto last = form.last ? form.last->period() : std::nullopt;
    return last && last->first_day() < ended->first_day() ? *last : *ended;
}

Result<FillerList> fillers_now(const Office& office, const LivePack& live, const pack::Form& form) {
    auto reader = office.store().read();
    if (!reader) return unexpected(std::move(reader.error()));
    auto lists = filler_lists(office, reader->connection(), live, form,
                              {period_filled_in(form, office.today())});
    if (!lists) return unexpected(std::move(lists.error()));
    return std::move(lists->front());
}

}  // namespace kc::office
