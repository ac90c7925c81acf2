// SPDX-License-Identifier: Apache-2.0
#include "office/office_record_split.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "office/office_record_command.hpp"
#include "office/office_record_findings.hpp"
#include "record/rows.hpp"

namespace kc::office {
namespace {

using access::Sight;
using access::Verb;
using record::FieldError;
using record::FieldText;
using record::RecordId;
using record::Registry;

bool is_given(const std::vector<FieldText>& part, const std::string& code) {
    return std::any_of(part.begin(), part.end(), [&](const FieldText& one) {
        return one.field == code && !one.text.empty();
    });
}

// All that is wrong with all parts.
std::vector<FieldError> mistakes_in(const Office& office, const Registry& registry,
                                    const SeenRecord& whole, const RecordSplit& split) {
    std::vector<FieldError> all;
    const pack::Registry& definition = registry.definition();
    for (std::size_t i = 0; i < split.parts.size(); ++i) {
        const std::vector<FieldText>& part = split.parts[i];
        auto mistakes = record::check_fields(registry, registries_of(office)->regions(), part,
                                             office.today(), false);
        check_sights(definition.fields, whole.cells, part, mistakes);
        for (const pack::RegistryField& field : definition.fields) {
            // The whole's own is not handed on, so it cannot be left out.
            const bool is_own =
                field.code == definition.title || (field.is_unique && field.is_required);
            const bool is_named =
                std::any_of(mistakes.begin(), mistakes.end(),
                            [&](const FieldError& one) { return one.field == field.code; });
            if (is_own && !is_named && !is_given(part, field.code))
                mistakes.push_back({field.code, missing_in_part(field)});
        }
        for (FieldError& one : mistakes)
            all.push_back({fmt::format("{}/fields/{}", i, one.field), std::move(one.what)});
    }
    return all;
}

// What came out of the whole has to be such as the asker may enter and change, and must not show
// him what the whole does not.
class PartRights {
public:
    PartRights(const Registry& registry, const access::Actor& actor, const SeenRecord& whole)
        : registry_(registry), actor_(actor), shape_(record_shape(registry)) {
        for (const SeenCell& cell : whole.cells) sights_.push_back(cell.sight);
    }

    Result<void> check(store::Transaction& transaction, RecordId part) const {
        auto read = record::read_present(transaction, registry_, part);
        if (!read) return unexpected(std::move(read.error()));
        if (!*read) return unexpected(no_record());
        record::Record record = std::move(**read);
        const access::SubjectRow row = record_subject(registry_, record);
        const bool is_handed_in = record.state != "draft";
        record.state = "draft";  // entering and handing in are about drafts
        const access::SubjectRow as_new = record_subject(registry_, record);
        const auto may = [&](Verb verb, const access::SubjectRow& of) {
            return access::decide(actor_, verb, shape_, of).allowed();
        };
        const bool is_allowed = may(Verb::create, as_new) && may(Verb::edit, row) &&
                                (!is_handed_in || may(Verb::submit, as_new));
        if (!is_allowed || shows_more(record, row)) return unexpected(record_outside());
        return {};
    }

private:
    bool shows_more(const record::Record& record, const access::SubjectRow& row) const {
        const auto views = access::visible_fields(actor_, shape_, row);
        for (std::size_t i = 0; i < views.size(); ++i) {
            if (views[i].most > sights_[i] && !record::is_empty(record.cells[i])) return true;
        }
        return false;
    }

    const Registry& registry_;
    const access::Actor& actor_;
    access::SubjectShape shape_;
    std::vector<Sight> sights_ = {};
};

void require_of_parts(store::Command& command, PartRights rights) {
    command.run = [inner = std::move(command.run), rights = std::move(rights)](
                      store::Transaction& transaction) -> Result<std::string> {
        auto answer = inner(transaction);
        if (!answer) return answer;
        auto written = record::read_answer(*answer);
        if (!written.empty()) written.pop_back();  // the whole comes last
        for (const record::Written& part : written) {
            auto fine = rights.check(transaction, part.id);
            if (!fine) return unexpected(std::move(fine.error()));
        }
        return answer;
    };
}

}  // namespace

RecordAnswer split_record(Office& office, const RecordAsker& asker, const std::string& code,
                          RecordId id, std::int64_t version, const RecordSplit& split) {
    const record::SharedRegistries registries = registries_of(office);
    auto registry = registries->require(code);
    if (!registry) return refused(std::move(registry.error()));
    std::optional<SeenRecord> whole;
    {
        auto desk = RecordDesk::open(office, asker.actor);
        if (!desk) return refused(std::move(desk.error()));
        auto present = record_to_change(*desk, **registry, id);
        if (!present) return refused(std::move(present.error()));
        whole = std::move(*present);
    }
    RecordAnswer answer;
    answer.mistakes = mistakes_in(office, **registry, *whole, split);
    if (!answer.mistakes.empty()) return answer;
    store::Command command =
        record::split_command(registries, request_of(office, asker),
                              {.whom = {.registry = code,
                                        .id = id,
                                        .expected_version = version,
                                        .allowed = may_change(asker.actor, **registry)},
                               .parts = split.parts,
                               .on = split.on,
                               .whole_stays = split.whole_stays,
                               .reason = split.reason});
    require_of_parts(command, PartRights(**registry, asker.actor, *whole));
    answer = explained(office, asker.actor, **registry, id, Verb::edit,
                       write_record(office, std::move(command)));
    // The parts are written first; what was asked about is the whole.
    if (!answer.refused) answer.written.id = id;
    return answer;
}

}  // namespace kc::office
