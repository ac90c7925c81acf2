// SPDX-License-Identifier: Apache-2.0
// What one unit fills in for one period of a form, and the steps it takes. A sheet is nothing but
// its events: applying them one after the other gives the same sheet every time.
//
//     open ──save──▶ draft ──submit──▶ submitted ──sign──▶ signed ──verify──▶ verified
//              ▲                 │ withdraw │ return          │ return      │ return │ publish
//              └─────────────────┴──────────┴─────────────────┴─────────────┘        ▼
//              ▲                                                                 published
//              └───────────────────────────reopen────────────────────────────────────┘
//
// Without signing in the form's route, what was submitted is verified at once. Reopening begins a
// new revision; the published one stays what is published until the new one takes its place.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.hpp"
#include "base/result.hpp"

namespace kc::collection {

enum class SheetState : std::uint8_t {
    open,  // nobody has saved anything yet
    draft,
    submitted,
    signed_off,
    verified,
    published,
    returned,
};
std::string_view to_string(SheetState state);  // "signed" for signed_off
std::optional<SheetState> parse_sheet_state(std::string_view text);

enum class Step : std::uint8_t {
    save,       // replaces all cells
    submit,     //
    withdraw,   // by whoever submitted, while nobody has signed
    sign,       //
    hand_back,  // with a reason
    verify,     //
    publish,    //
    reopen,     // after publication, with a reason
    ask,        // about one cell
    answer,     // to a question
};
inline constexpr std::size_t kSteps = 10;
std::string_view to_string(Step step);  // "return" for hand_back
std::optional<Step> parse_step(std::string_view text);

// Whose work a step is.
enum class Duty : std::uint8_t { enter, sign, check, publish };
std::string_view to_string(Duty duty);

// One cell as it was entered, in the field's unit.
struct CellEntry {
    std::string field = {};
    std::optional<base::Decimal> value = {};  // empty: not filled in, which is not 0
    std::string explanation = {};

    bool operator==(const CellEntry&) const = default;
};
using Cells = std::vector<CellEntry>;

// Null when there is none.
const CellEntry* find_cell(const Cells& cells, std::string_view field);

// What happened; kept for ever.
struct Event {
    std::int64_t version = 0;  // of the sheet after it: 1, 2, 3 …
    Step step = Step::save;
    std::string actor = {};
    std::int64_t at_us = 0;
    std::string text = {};      // reason, question or answer
    std::string field = {};     // the cell asked about
    std::int64_t question = 0;  // version of the event that asked
    Cells cells = {};           // of `save`

    bool operator==(const Event&) const = default;
};

struct Question {
    std::int64_t number = 0;  // version of the event that asked
    std::string field = {};
    std::string text = {};
    std::string asked_by = {};
    std::int64_t asked_at_us = 0;
    std::string answer = {};  // empty while it waits
    std::string answered_by = {};
    std::int64_t answered_at_us = 0;

    bool operator==(const Question&) const = default;
};

// Why it came back, until it is submitted again.
struct Returned {
    std::string reason = {};
    std::string by = {};
    std::int64_t at_us = 0;
    SheetState from = SheetState::submitted;
    Cells cells = {};  // as they stood when it came back

    bool operator==(const Returned&) const = default;
};

struct Sheet {
    SheetState state = SheetState::open;
    std::int64_t version = 0;
    std::int64_t revision = 1;
    std::int64_t published_revision = 0;  // 0: never published
    Cells cells = {};
    Cells published = {};                // of the published revision
    std::set<std::string> entered = {};  // everybody who saved in this revision
    std::string submitted_by = {};
    std::string signed_by = {};
    std::string verified_by = {};
    std::string published_by = {};
    std::int64_t changed_at_us = 0;
    std::optional<Returned> returned = {};
    // As they stood when it last came back; whoever gets it again sees what changed.
    std::optional<Cells> former = {};
    std::vector<Question> questions = {};

    bool operator==(const Sheet&) const = default;
};

inline constexpr std::size_t kEventsMax = 5'000;  // of one sheet
inline constexpr std::size_t kReasonBytesMax = 2'000;
inline constexpr std::size_t kQuestionsMax = 500;

// What is allowed by the sheet's own rules; who holds which duty is for others to say. Errors:
// E-collect-step (not in this state), -own (one's own entry), -reason, -question, -full.
Result<void> may_apply(const Sheet& sheet, const Event& event, bool has_sign);

// The sheet after the event, which must be allowed.
Sheet applied(Sheet sheet, const Event& event);

// Whose work the step is as things stand; the step must be possible in this state.
Duty duty_of(Step step, const Sheet& sheet, bool has_sign);

// Whose turn it is; empty once published.
std::optional<Duty> waits_for(const Sheet& sheet, bool has_sign);

}  // namespace kc::collection
