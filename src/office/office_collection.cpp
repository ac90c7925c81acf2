// SPDX-License-Identifier: Apache-2.0
#include "office/office_collection.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "base/check.hpp"
#include "base/credit_code.hpp"
#include "collection/calendar.hpp"
#include "collection/cell_text.hpp"
#include "office/collection_access.hpp"
#include "office/collection_sheets.hpp"
#include "office/json_quoted.hpp"

namespace kc::office {
namespace {

using collection::Cells;
using collection::Sheet;
using collection::SheetKey;
using collection::SheetState;
using collection::Step;

constexpr std::array<std::string_view, 4> kAgainst = {"published", "last_period", "last_year",
                                                      "control"};
constexpr std::array kButtons = {Step::submit, Step::sign,    Step::hand_back,
                                 Step::verify, Step::publish, Step::withdraw,
                                 Step::reopen, Step::ask,     Step::answer};

Diagnostic no_form(std::string_view code) {
    return Diagnostic{"E-no-form",
                      {},
                      fmt::format("没有填报表“{}”", code),
                      fmt::format("there is no form '{}'", code)}
        .hint("在填报表列表里选择", "choose one from the list of forms");
}

Diagnostic no_sheet() {
    return Diagnostic{"E-no-sheet", {}, "没有这份填报单", "there is no such sheet"}.hint(
        "检查单位和报告期", "check the unit and the period");
}

Diagnostic forbidden() {
    return Diagnostic{
        "E-collect-forbidden", {}, "您不能办理这一步", "this step is not yours to take"}
        .hint("看流程里该由谁办", "see in the form's way whose turn it is");
}

// Everything about a sheet but what a reader computes from it.
struct Found {
    std::shared_ptr<const LivePack> live;
    const pack::Form* form = nullptr;
    collection::Filler unit;
    base::Period period;
    collection::StoredSheet stored;

    [[nodiscard]] SheetKey key() const { return {form->code, unit.code, period}; }
    [[nodiscard]] SheetSubject subject() const { return {form, &unit, &stored.sheet}; }
    [[nodiscard]] bool has_sign() const { return form->route.sign.has_value(); }
};

Result<Found> find_sheet(Office& office, const access::Actor& actor, const SheetAddress& address) {
    auto live = office.live();
    const pack::Form* form = live->forms->find(address.form);
    if (form == nullptr) return unexpected(no_form(address.form));
    const auto period = base::Period::parse(address.period);
    if (!period || base::to_string(*period) != address.period ||
        !collection::is_asked_for(*form, *period))
        return unexpected(no_sheet());
    auto reader = office.store().read();
    if (!reader) return unexpected(reader.error());
    auto unit = filler_for(office, reader->connection(), *live, *form, *period, address.unit);
    if (!unit) return unexpected(unit.error());
    if (!*unit) return unexpected(no_sheet());
    auto stored = collection::read_sheet(reader->connection(), {form->code, address.unit, *period});
    if (!stored) return unexpected(stored.error());
    Found found{std::move(live), form, std::move(**unit), *period, std::move(*stored)};
    if (!may_read(actor, found.subject())) return unexpected(no_sheet());
    return found;
}

void add_difference(CellView& cell, Against against, const std::optional<base::Decimal>& other,
                    const base::Period& period) {
    if (!other) return;
    CellDifference difference{.against = against, .value = *other, .period = period};
    if (cell.entry.value) difference.difference = base::subtract(*cell.entry.value, *other);
    cell.differences.push_back(difference);
}

std::optional<base::Decimal> value_in(const Cells& cells, const std::string& field) {
    const collection::CellEntry* cell = collection::find_cell(cells, field);
    return cell == nullptr ? std::nullopt : cell->value;
}

class SheetViewer {
public:
    SheetViewer(Office& office, const access::Actor& actor, Found found)
        : office_(office), actor_(actor), found_(std::move(found)) {}

    Result<SheetView> view() {
        if (auto read = read_context(); !read) return unexpected(read.error());
        controls_ = controls_of(office_, *found_.live, *found_.form, found_.key());
        SheetView view{.live = found_.live,
                       .form = found_.form,
                       .unit = found_.unit,
                       .period = found_.period,
                       .stored = found_.stored};
        const base::Date today = office_.today();
        view.progress = collection::progress_of(*view.form, view.period, view.sheet().state, today);
        view.deadline = collection::deadline_of(*view.form, view.period);
        view.opens = base::add_days(view.period.last_day(), 1).value_or(view.deadline);
        for (const pack::FormField& field : view.form->fields) view.cells.push_back(cell(field));
        const collection::FormRules* rules = found_.live->forms->rules(*view.form);
        KC_CHECK(rules != nullptr);
        view.report =
            collection::check_sheet(*rules, context_, continues_year(view.period), controls_);
        add_steps(view, collection::is_open(view.period, today));
        return view;
    }

private:
    Result<void> read_context() {
        auto reader = office_.store().read();
        if (!reader) return unexpected(reader.error());
        auto context = context_of(reader->connection(), found_.key(), found_.stored.sheet);
        if (!context) return unexpected(context.error());
        context_ = std::move(*context);
        return {};
    }

    CellView cell(const pack::FormField& field) {
        const Sheet& sheet = found_.stored.sheet;
        CellView cell{.field = &field,
                      .entry = {.field = field.code},
                      .fact_period = collection::fact_period(field, found_.period)};
        if (const auto* entry = collection::find_cell(sheet.cells, field.code)) cell.entry = *entry;
        const bool goes_on = field.covers == pack::Covers::period || continues_year(found_.period);
        const auto last_period =
            goes_on ? value_in(context_.last_period, field.code) : std::nullopt;
        const auto last_year = value_in(context_.last_year, field.code);
        const auto found = controls_.find(field.code);
        const auto control =
            found == controls_.end() ? std::nullopt : std::optional(found->second.value);
        if (sheet.revision > sheet.published_revision)
            add_difference(cell, Against::published, value_in(sheet.published, field.code),
                           found_.period);
        if (const auto before = collection::period_before(found_.period))
            add_difference(cell, Against::last_period, last_period, *before);
        add_difference(cell, Against::last_year, last_year, found_.period.year_before());
        add_difference(cell, Against::control, control, cell.fact_period);
        if (control) cell.differences.back().is_counted = found->second.is_counted;
        if (sheet.former) cell.former = value_in(*sheet.former, field.code);
        if (sheet.state == SheetState::open)
            cell.prefill = prefill(field, last_period, last_year, control);
        return cell;
    }

    std::optional<base::Decimal> computed(const pack::FormField& field,
                                          const std::string& indicator) {
        return computed_value(office_, *found_.live, field, indicator, found_.unit.code,
                              found_.period);
    }

    std::optional<base::Decimal> prefill(const pack::FormField& field,
                                         const std::optional<base::Decimal>& last_period,
                                         const std::optional<base::Decimal>& last_year,
                                         const std::optional<base::Decimal>& control) {
        switch (field.prefill) {
            case pack::Prefill::none: return std::nullopt;
            case pack::Prefill::last_period: return last_period;
            case pack::Prefill::last_year: return last_year;
            case pack::Prefill::computed:
                return control || field.indicator.empty() ? control
                                                          : computed(field, field.indicator);
        }
        return std::nullopt;
    }

    void add_steps(SheetView& view, bool has_begun) {
        const Sheet& sheet = found_.stored.sheet;
        // Asked with words and a question as they would come, so that only the state decides.
        collection::Event event{.actor = actor_.name, .text = "?"};
        for (const collection::Question& one : sheet.questions) {
            if (one.answer.empty()) event.question = one.number;
        }
        const auto is_possible = [&](Step step) {
            event.step = step;
            return collection::may_apply(sheet, event, found_.has_sign()).has_value() &&
                   may_take(actor_, found_.subject(), step);
        };
        if (!has_begun) return;
        view.may_save = is_possible(Step::save);
        for (const Step step : kButtons) {
            if (is_possible(step)) view.steps.push_back(step);
        }
    }

    Office& office_;
    const access::Actor& actor_;
    Found found_;
    collection::SheetContext context_;
    collection::ControlFigures controls_;
};

SheetAnswer refused(Diagnostic what) {
    SheetAnswer answer;
    answer.refused = std::move(what);
    return answer;
}

// Statuses of the facts that a step makes; see the header.
std::optional<store::FactStatus> status_after(Step step, const Sheet& before) {
    switch (step) {
        case Step::submit: return store::FactStatus::submitted;
        case Step::withdraw:
        case Step::hand_back: return store::FactStatus::draft;
        case Step::verify:
            if (before.published_revision > 0) return std::nullopt;
            return store::FactStatus::verified;
        case Step::publish: return store::FactStatus::published;
        default: return std::nullopt;
    }
}

// A correction says so where the figure is another one than was published.
void mark_revised(std::vector<CellFact>& facts, const Sheet& before) {
    if (before.published_revision == 0) return;
    for (CellFact& one : facts) {
        if (value_in(before.published, one.field) != value_in(before.cells, one.field))
            one.fact.status = store::FactStatus::revised;
    }
}

std::string payload_of(const Found& found, Step step, std::int64_t expected,
                       const StepRequest& more, const Cells& cells) {
    return fmt::format(
        R"({{"form":{},"unit":{},"period":"{}","step":"{}","expected":{},"text":{},"field":{},)"
        R"("question":{},"cells":{}}})",
        json_quoted(found.form->code), json_quoted(found.unit.code), base::to_string(found.period),
        collection::to_string(step), expected, json_quoted(more.text), json_quoted(more.field),
        more.question, json_quoted(collection::to_text(cells)));
}

class StepTaker {
public:
    StepTaker(Office& office, const access::Actor& actor, const std::string& key,
              const SheetAddress& address)
        : office_(office), actor_(actor), key_(key), address_(address) {}

    SheetAnswer save(std::int64_t expected, const Cells& cells) {
        auto found = find_sheet(office_, actor_, address_);
        if (!found) return refused(found.error());
        SheetAnswer answer;
        for (Diagnostic& one : collection::check_cells(*found->form, cells))
            answer.mistakes.push_back({"", std::move(one)});
        if (!answer.mistakes.empty()) return answer;
        return write(*found, {.step = Step::save, .expected_version = expected}, cells);
    }

    SheetAnswer take(const StepRequest& request) {
        auto found = find_sheet(office_, actor_, address_);
        if (!found) return refused(found.error());
        if (request.step == Step::save) return refused(forbidden());
        if (request.step == Step::ask && pack::find_field(*found->form, request.field) == nullptr) {
            SheetAnswer answer;
            for (Diagnostic& one :
                 collection::check_cells(*found->form, {{.field = request.field}}))
                answer.mistakes.push_back({"", std::move(one)});
            return answer;
        }
        if (request.step == Step::submit) {
            SheetAnswer answer = mistakes_in(*found, request);
            if (answer.refused || !answer.mistakes.empty()) return answer;
        }
        return write(*found, request, {});
    }

private:
    // A repeated request is answered by the store, whatever the sheet has become since; so the
    // figures are looked at only while they are those that were asked about.
    SheetAnswer mistakes_in(const Found& found, const StepRequest& request) {
        SheetAnswer answer;
        if (found.stored.sheet.version != request.expected_version) return answer;
        auto view = SheetViewer(office_, actor_, found).view();
        if (!view) return refused(view.error());
        for (const collection::SheetFinding& one : view->report.findings) {
            if (one.what.severity == Severity::warning && one.is_explained) continue;
            answer.mistakes.push_back({one.fields.empty() ? "" : one.fields.front(), one.what});
        }
        CellFacts facts = facts_of(*found.live, *found.form, found.unit, found.period,
                                   found.stored.sheet.cells, store::FactStatus::submitted);
        for (auto& [field, what] : facts.mistakes)
            answer.mistakes.push_back({field, std::move(what)});
        return answer;
    }

    SheetAnswer write(const Found& found, const StepRequest& request, const Cells& cells) {
        if (!collection::is_open(found.period, office_.today()))
            return refused(Diagnostic{
                "E-collect-step", {}, "报告期还没有结束，不能填报", "the period has not ended yet"}
                               .hint("期末之后再填", "fill it in after its last day"));
        auto answer = office_.store().write(
            {.key = key_,
             .actor = actor_.name,
             .kind = "collection." + std::string(collection::to_string(request.step)),
             .payload = payload_of(found, request.step, request.expected_version, request, cells),
             .run = [&](store::Transaction& transaction) {
                 return run(transaction, actor_, found, request, cells);
             }});
        if (!answer) return refused(answer.error());
        auto view = open_sheet(office_, actor_, address_);
        if (!view) return refused(view.error());
        SheetAnswer done;
        done.view = std::move(*view);
        done.is_repeated = answer->is_repeated;
        return done;
    }

    // Decided on the sheet as it is now, inside the command: a repeated request has been answered
    // before it comes here, and nobody acts on a sheet that has just been moved on.
    static Result<void> check_access(const access::Actor& actor, const Found& found,
                                     const Sheet& sheet, Step step) {
        if (may_take(actor, {found.form, &found.unit, &sheet}, step)) return {};
        const bool is_own = sheet.entered.count(actor.name) > 0 || sheet.submitted_by == actor.name;
        const collection::Event event{.step = step, .actor = actor.name, .text = "?"};
        auto fine = collection::may_apply(sheet, event, found.has_sign());
        // The sheet itself has the better words for it.
        if (is_own && !fine && fine.error().code == "E-collect-own") return fine;
        return unexpected(forbidden());
    }

    static Result<std::string> run(store::Transaction& transaction, const access::Actor& actor,
                                   const Found& found, const StepRequest& request,
                                   const Cells& cells) {
        auto stored = collection::read_sheet(transaction, found.key());
        if (!stored) return unexpected(stored.error());
        if (auto fine = check_access(actor, found, stored->sheet, request.step); !fine)
            return unexpected(fine.error());
        collection::Event event{.step = request.step,
                                .text = request.text,
                                .field = request.field,
                                .question = request.question,
                                .cells = cells};
        const collection::SheetPlace place{found.unit.region, found.form->route.check.section,
                                           found.unit.body};
        auto taken = collection::take_step(transaction, found.key(), place, std::move(event),
                                           found.has_sign(), request.expected_version);
        if (!taken) return unexpected(taken.error());
        const Sheet& before = taken->before;
        if (const auto status = status_after(request.step, before)) {
            CellFacts facts =
                facts_of(*found.live, *found.form, found.unit, found.period, before.cells, *status);
            if (!facts.mistakes.empty()) return unexpected(facts.mistakes.front().second);
            if (request.step == Step::publish) mark_revised(facts.facts, before);
            std::vector<store::Fact> rows;
            for (CellFact& one : facts.facts) rows.push_back(std::move(one.fact));
            if (!rows.empty()) {
                auto appended = transaction.append(rows);
                if (!appended) return unexpected(appended.error());
            }
        }
        return std::to_string(taken->after.version);
    }

    Office& office_;
    const access::Actor& actor_;
    const std::string& key_;
    const SheetAddress& address_;
};

Diagnostic firm_mistake(const char* code, std::string zh, std::string en) {
    return Diagnostic{code, {}, std::move(zh), std::move(en)}.hint("检查这一行", "check this line");
}

}  // namespace

std::string_view to_string(Against against) {
    return kAgainst[static_cast<std::size_t>(against)];
}

Result<SheetView> open_sheet(Office& office, const access::Actor& actor,
                             const SheetAddress& address) {
    auto found = find_sheet(office, actor, address);
    if (!found) return unexpected(found.error());
    return SheetViewer(office, actor, std::move(*found)).view();
}

SheetAnswer save_sheet(Office& office, const access::Actor& actor, const std::string& key,
                       const SheetAddress& address, std::int64_t expected_version,
                       const Cells& cells) {
    return StepTaker(office, actor, key, address).save(expected_version, cells);
}

SheetAnswer take_sheet_step(Office& office, const access::Actor& actor, const std::string& key,
                            const SheetAddress& address, const StepRequest& request) {
    return StepTaker(office, actor, key, address).take(request);
}

collection::SheetReport report_on(Office& office, const SheetView& view, const Cells& cells) {
    const collection::FormRules* rules = view.live->forms->rules(*view.form);
    KC_CHECK(rules != nullptr);
    Sheet sheet = view.sheet();
    sheet.cells = cells;
    const SheetKey key{view.form->code, view.unit.code, view.period};
    collection::SheetContext context{.now = cells, .published = sheet.published};
    if (auto reader = office.store().read()) {
        auto full = context_of(reader->connection(), key, sheet);
        if (full) context = std::move(*full);
    }
    return collection::check_sheet(*rules, context, continues_year(view.period),
                                   controls_of(office, *view.live, *view.form, key));
}

Result<FormFirms> firms_of_form(Office& office, const access::Actor& actor, const std::string& code,
                                const std::optional<base::Period>& period) {
    FormFirms firms{.live = office.live()};
    const pack::Form* form = firms.live->forms->find(code);
    if (form == nullptr || form->fillers.type != pack::FillerType::firm)
        return unexpected(no_form(code));
    if (period && !collection::is_asked_for(*form, *period)) return unexpected(no_sheet());
    auto reader = office.store().read();
    if (!reader) return unexpected(reader.error());
    auto by_hand = collection::listed_firms(reader->connection(), code);
    if (!by_hand) return unexpected(by_hand.error());
    auto lists = filler_lists(office, reader->connection(), *firms.live, *form,
                              {period.value_or(period_filled_in(*form, office.today()))});
    if (!lists) return unexpected(lists.error());
    FillerList& list = lists->front();
    const bool keeps_list = may_keep_list(actor, *form);
    const Sheet untouched;
    const auto may_see = [&](const collection::Filler& one) {
        return keeps_list || may_read(actor, {form, &one, &untouched});
    };
    for (collection::ListedFirm& one : *by_hand) {
        if (may_see({one.code, {one.name, ""}, one.region, one.code}))
            firms.listed.push_back(std::move(one));
    }
    firms.origin = std::move(list.origin);
    if (!firms.origin) return firms;
    // What the registry names stands before what is added.
    list.fillers.resize(firms.origin->registered);
    for (const collection::Filler& one : list.fillers) {
        if (may_see(one)) firms.registered.push_back({one.code, one.name.zh, one.region});
    }
    if (keeps_list) firms.unclear = firms.origin->unclear;
    return firms;
}

FirmListAnswer replace_firms(Office& office, const access::Actor& actor, const std::string& key,
                             const std::string& code,
                             const std::vector<collection::ListedFirm>& firms) {
    FirmListAnswer answer;
    const auto live = office.live();
    const pack::Form* form = live->forms->find(code);
    if (form == nullptr || form->fillers.type != pack::FillerType::firm) {
        answer.refused = no_form(code);
        return answer;
    }
    if (!may_keep_list(actor, *form)) {
        answer.refused = forbidden();
        return answer;
    }
    std::set<std::string> seen;
    for (std::size_t i = 0; i < firms.size(); ++i) {
        const collection::ListedFirm& one = firms[i];
        if (auto parsed = base::CreditCode::parse(one.code); !parsed)
            answer.mistakes.emplace_back(i, parsed.error());
        if (live->lookup.unit(one.region) == nullptr)
            answer.mistakes.emplace_back(
                i, firm_mistake("E-fact-unit", fmt::format("没有单位“{}”", one.region),
                                fmt::format("there is no unit '{}'", one.region)));
        if (!seen.insert(one.code).second)
            answer.mistakes.emplace_back(
                i, firm_mistake("E-form-firms", "这家企业列了两次", "this firm is there twice"));
    }
    if (!answer.mistakes.empty()) return answer;
    std::string payload = fmt::format(R"({{"form":{},"firms":[)", json_quoted(code));
    for (const collection::ListedFirm& one : firms) {
        if (payload.back() != '[') payload += ',';
        payload += fmt::format("[{},{},{}]", json_quoted(one.code), json_quoted(one.name),
                               json_quoted(one.region));
    }
    payload += "]}";
    auto written =
        office.store().write({.key = key,
                              .actor = actor.name,
                              .kind = "collection.firms",
                              .payload = std::move(payload),
                              .run = [&](store::Transaction& transaction) -> Result<std::string> {
                                  auto done = collection::replace_list(transaction, code, firms);
                                  if (!done) return unexpected(done.error());
                                  return std::to_string(firms.size());
                              }});
    if (!written) answer.refused = written.error();
    return answer;
}

}  // namespace kc::office
