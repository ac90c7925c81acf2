// SPDX-License-Identifier: Apache-2.0
// The collection as a whole: the matrix, one's own desk, and what it asks of everybody.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/role.hpp"
#include "collection/burden.hpp"
#include "collection/progress.hpp"
#include "office/office_fillers.hpp"
#include "office/office_live.hpp"

namespace kc::office {

struct MatrixFilter {
    std::string form = {};
    std::string unit = {};
    std::optional<base::Period> period = {};  // else: those that ended within the last year
};

struct FormOrigin {
    const pack::Form* form = nullptr;
    ListOrigin origin;
};

struct CollectionMatrix {
    std::shared_ptr<const LivePack> live = {};
    base::Date on = {};
    std::vector<const pack::Form*> forms = {};
    std::vector<collection::Filler> units = {};
    std::vector<base::Period> periods = {};
    std::vector<collection::MatrixCell> cells = {};
    std::vector<FormOrigin> origins = {};  // of lists of firms that a registry names, by period
};
// Only what the actor may read. E-no-form for a form that is not in use.
Result<CollectionMatrix> collection_matrix(Office& office, const access::Actor& actor,
                                           const MatrixFilter& filter);

struct DeskItem {
    const pack::Form* form = nullptr;
    collection::Filler unit = {};
    collection::MatrixCell cell;
    std::optional<collection::Duty> duty = {};  // whose turn it is
    std::string reason = {};                    // why it came back
    std::string by = {};
    std::int32_t days_left = 0;
    bool is_reminder_day = false;
};

struct DeskQuestion {
    collection::SheetKey key;
    collection::Question question = {};
};

inline constexpr std::size_t kDeskItemsMax = 500;  // of each list; the most urgent ones

struct Desk {
    std::shared_ptr<const LivePack> live = {};
    base::Date on = {};
    std::vector<DeskItem> waiting = {};   // for the actor to do, without what came back
    std::vector<DeskItem> returned = {};  // to the actor
    std::vector<DeskItem> missing = {};   // due from others, as far as the actor may read it
    std::vector<DeskQuestion> questions = {};
};
Result<Desk> desk_of(Office& office, const access::Actor& actor);

struct BurdenNow {
    std::shared_ptr<const LivePack> live = {};
    std::vector<collection::UnitBurden> units = {};
    std::vector<collection::UnusedField> unused = {};
    std::vector<collection::AskedTwice> twice = {};
};
Result<BurdenNow> burden_now(Office& office);

}  // namespace kc::office
