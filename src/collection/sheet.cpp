// SPDX-License-Identifier: Apache-2.0
#include "collection/sheet.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/check.hpp"

namespace kc::collection {
namespace {

constexpr std::array<std::string_view, 7> kStates = {"open",     "draft",     "submitted", "signed",
                                                     "verified", "published", "returned"};
constexpr std::array<std::string_view, kSteps> kStepWords = {
    "save", "submit", "withdraw", "sign", "return", "verify", "publish", "reopen", "ask", "answer"};
constexpr std::array<std::string_view, kSteps> kStepNames = {
    "保存", "上报", "撤回", "审签", "退回", "审核", "发布", "更正", "提问", "答复"};
constexpr std::array<std::string_view, 7> kStateNames = {"未填",   "草稿",   "已上报", "已审签",
                                                         "已审核", "已发布", "已退回"};
constexpr std::array<std::string_view, 4> kDuties = {"enter", "sign", "check", "publish"};

template <typename E, std::size_t N>
std::optional<E> from(const std::array<std::string_view, N>& words, std::string_view text) {
    const auto found = std::find(words.begin(), words.end(), text);
    if (found == words.end()) return std::nullopt;
    return static_cast<E>(found - words.begin());
}

bool is_with_enterer(SheetState state) {
    return state == SheetState::open || state == SheetState::draft || state == SheetState::returned;
}

bool is_under_way(SheetState state) {
    return state == SheetState::submitted || state == SheetState::signed_off ||
           state == SheetState::verified;
}

bool fits(Step step, SheetState state, bool has_sign) {
    switch (step) {
        case Step::save: return is_with_enterer(state);
        case Step::submit: return state == SheetState::draft || state == SheetState::returned;
        case Step::withdraw: return state == SheetState::submitted;
        case Step::sign: return has_sign && state == SheetState::submitted;
        case Step::hand_back: return is_under_way(state);
        case Step::verify:
            return state == (has_sign ? SheetState::signed_off : SheetState::submitted);
        case Step::publish: return state == SheetState::verified;
        case Step::reopen: return state == SheetState::published;
        case Step::ask: return is_under_way(state);
        // Questions are answered wherever the sheet is; it need not come back for that.
        case Step::answer: return state != SheetState::open;
    }
    return false;
}

tl::unexpected<Diagnostic> wrong_step(Step step, SheetState state) {
    const auto at = static_cast<std::size_t>(state);
    return unexpected(Diagnostic{
        "E-collect-step",
        {},
        fmt::format("{}的填报单不能{}", kStateNames[at],
                    kStepNames[static_cast<std::size_t>(step)]),
        fmt::format("a sheet that is {} cannot take the step '{}'", kStates[at], to_string(step))}
                          .hint("刷新页面，看它现在到了哪一步", "reload to see where it stands"));
}

const Question* open_question(const Sheet& sheet, std::int64_t number) {
    for (const Question& one : sheet.questions) {
        if (one.number == number && one.answer.empty()) return &one;
    }
    return nullptr;
}

// Signing, checking and publishing are second looks; nobody gives one to their own figures.
bool is_second_look(Step step) {
    return step == Step::sign || step == Step::verify || step == Step::publish;
}

Result<void> check_text(const Event& event) {
    const bool needs_text = event.step == Step::hand_back || event.step == Step::reopen ||
                            event.step == Step::ask || event.step == Step::answer;
    if (needs_text && event.text.find_first_not_of(" \t\r\n") == std::string::npos)
        return unexpected(
            Diagnostic{
                "E-collect-reason",
                {},
                fmt::format("{}要写明内容", kStepNames[static_cast<std::size_t>(event.step)]),
                fmt::format("the step '{}' needs words", to_string(event.step))}
                .hint("写上原因，填报人要据此修改", "say why; whoever entered it has to know"));
    if (event.text.size() > kReasonBytesMax)
        return unexpected(
            Diagnostic{"E-collect-reason",
                       {},
                       fmt::format("文字超过{}字节", kReasonBytesMax),
                       fmt::format("the words are longer than {} bytes", kReasonBytesMax)}
                .hint("写短一些", "shorten them"));
    return {};
}

void begin_revision(Sheet& sheet) {
    ++sheet.revision;
    sheet.entered.clear();
    sheet.submitted_by.clear();
    sheet.signed_by.clear();
    sheet.verified_by.clear();
}

void hand_back(Sheet& sheet, const Event& event) {
    sheet.returned = Returned{event.text, event.actor, event.at_us, sheet.state, sheet.cells};
    sheet.former = sheet.cells;
    sheet.signed_by.clear();
    sheet.verified_by.clear();
}

}  // namespace

std::string_view to_string(SheetState state) {
    return kStates[static_cast<std::size_t>(state)];
}
std::optional<SheetState> parse_sheet_state(std::string_view text) {
    return from<SheetState>(kStates, text);
}
std::string_view to_string(Step step) {
    return kStepWords[static_cast<std::size_t>(step)];
}
std::optional<Step> parse_step(std::string_view text) {
    return from<Step>(kStepWords, text);
}
std::string_view to_string(Duty duty) {
    return kDuties[static_cast<std::size_t>(duty)];
}

const CellEntry* find_cell(const Cells& cells, std::string_view field) {
    const auto found = std::find_if(cells.begin(), cells.end(),
                                    [&](const CellEntry& one) { return one.field == field; });
    return found == cells.end() ? nullptr : &*found;
}

Result<void> may_apply(const Sheet& sheet, const Event& event, bool has_sign) {
    if (!fits(event.step, sheet.state, has_sign)) return wrong_step(event.step, sheet.state);
    if (sheet.version >= static_cast<std::int64_t>(kEventsMax))
        return unexpected(
            Diagnostic{"E-collect-full",
                       {},
                       fmt::format("这份填报单已经改了{}次", kEventsMax),
                       fmt::format("this sheet was changed {} times already", kEventsMax)}
                .hint("请与系统管理员联系", "ask the administrator"));
    if (auto fine = check_text(event); !fine) return fine;
    const bool is_own = sheet.entered.count(event.actor) > 0 || event.actor == sheet.submitted_by;
    if (is_second_look(event.step) && is_own)
        return unexpected(Diagnostic{
            "E-collect-own",
            {},
            fmt::format("自己填报的不能由自己{}", kStepNames[static_cast<std::size_t>(event.step)]),
            fmt::format("nobody takes the step '{}' on figures they "
                        "entered themselves",
                        to_string(event.step))}
                              .hint("请另一个人办理", "somebody else has to do it"));
    if (event.step == Step::withdraw && event.actor != sheet.submitted_by)
        return unexpected(Diagnostic{
            "E-collect-own", {}, "只有上报的人能撤回", "only whoever submitted it takes it back"}
                              .hint("请审核人退回", "have it returned"));
    if (event.step == Step::ask && sheet.questions.size() >= kQuestionsMax)
        return unexpected(
            Diagnostic{"E-collect-full", {}, "提问太多", "there are too many questions"}.hint(
                "退回并写明原因", "return it with a reason"));
    if (event.step == Step::answer && open_question(sheet, event.question) == nullptr)
        return unexpected(Diagnostic{"E-collect-question",
                                     {},
                                     "没有这个待答复的问题",
                                     "there is no such question waiting for an answer"}
                              .hint("刷新页面", "reload the page"));
    return {};
}

Sheet applied(Sheet sheet, const Event& event) {
    sheet.version = event.version;
    sheet.changed_at_us = event.at_us;
    switch (event.step) {
        case Step::save:
            sheet.cells = event.cells;
            sheet.entered.insert(event.actor);
            sheet.state = SheetState::draft;
            break;
        case Step::submit:
            sheet.submitted_by = event.actor;
            sheet.state = SheetState::submitted;
            sheet.returned.reset();
            break;
        case Step::withdraw:
            sheet.submitted_by.clear();
            sheet.state = SheetState::draft;
            break;
        case Step::sign:
            sheet.signed_by = event.actor;
            sheet.state = SheetState::signed_off;
            break;
        case Step::hand_back:
            hand_back(sheet, event);
            sheet.state = SheetState::returned;
            break;
        case Step::verify:
            sheet.verified_by = event.actor;
            sheet.state = SheetState::verified;
            break;
        case Step::publish:
            sheet.published_by = event.actor;
            sheet.published = sheet.cells;
            sheet.published_revision = sheet.revision;
            sheet.former.reset();
            sheet.state = SheetState::published;
            break;
        case Step::reopen:
            begin_revision(sheet);
            sheet.returned =
                Returned{event.text, event.actor, event.at_us, SheetState::published, sheet.cells};
            sheet.former = sheet.cells;
            sheet.state = SheetState::draft;
            break;
        case Step::ask:
            sheet.questions.push_back(
                {event.version, event.field, event.text, event.actor, event.at_us, "", "", 0});
            break;
        case Step::answer:
            for (Question& one : sheet.questions) {
                if (one.number != event.question) continue;
                one.answer = event.text;
                one.answered_by = event.actor;
                one.answered_at_us = event.at_us;
            }
            break;
    }
    return sheet;
}

Duty duty_of(Step step, const Sheet& sheet, bool has_sign) {
    switch (step) {
        case Step::save:
        case Step::submit:
        case Step::withdraw:
        case Step::answer: return Duty::enter;
        case Step::sign: return Duty::sign;
        case Step::verify: return Duty::check;
        case Step::publish: return Duty::publish;
        case Step::reopen: return Duty::check;
        case Step::hand_back:
        case Step::ask: {
            const auto now = waits_for(sheet, has_sign);
            return now.value_or(Duty::check);
        }
    }
    return Duty::enter;
}

std::optional<Duty> waits_for(const Sheet& sheet, bool has_sign) {
    switch (sheet.state) {
        case SheetState::open:
        case SheetState::draft:
        case SheetState::returned: return Duty::enter;
        case SheetState::submitted: return has_sign ? Duty::sign : Duty::check;
        case SheetState::signed_off: return Duty::check;
        case SheetState::verified: return Duty::publish;
        case SheetState::published: return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace kc::collection
