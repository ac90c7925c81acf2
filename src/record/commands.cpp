// SPDX-License-Identifier: Apache-2.0
#include "record/commands.hpp"

#include <charconv>
#include <utility>

#include "record/json_line.hpp"

namespace kc::record {
namespace {

using pack::FieldClass;
using pack::RegistryField;

void add_fields(JsonLine& json, const std::vector<RegistryField>& defined,
                const std::vector<FieldText>& fields) {
    json.begin_object();
    for (const FieldText& one : fields) {
        const RegistryField* field = pack::find_field(defined, one.field);
        json.key(one.field);
        // A field nobody defined will be refused; until then nobody knows what it holds.
        const bool is_open = field != nullptr && (field->field_class == FieldClass::open ||
                                                  field->field_class == FieldClass::internal);
        if (is_open) {
            json.text(one.text);
        } else {
            json.begin_object().key("withheld").truth(true).end_object();
        }
    }
    json.end_object();
}

const std::vector<RegistryField>& fields_of(const Registries& registries, const std::string& code) {
    static const std::vector<RegistryField> kNone;
    const Registry* registry = registries.find(code);
    return registry == nullptr ? kNone : registry->definition().fields;
}

const std::vector<RegistryField>& yearly_of(const Registries& registries, const std::string& code) {
    static const std::vector<RegistryField> kNone;
    const Registry* registry = registries.find(code);
    return registry == nullptr ? kNone : registry->definition().yearly;
}

void add_whom(JsonLine& json, const Whom& whom) {
    json.key("registry").text(whom.registry).key("id").number(whom.id);
    if (whom.expected_version) json.key("version").number(*whom.expected_version);
}

void add_day(JsonLine& json, std::string_view name, const std::optional<base::Date>& day) {
    if (day) json.key(name).text(base::to_string(*day));
}

std::vector<Written> several(Written written) {
    std::vector<Written> all;
    all.push_back(std::move(written));
    return all;
}
std::vector<Written> several(std::vector<Written> written) {
    return written;
}

template <typename Act>
store::Command command_of(SharedRegistries registries, const Request& request,
                          std::string_view kind, std::string payload, Act act) {
    return record_command(
        std::move(registries), request, kind, std::move(payload),
        [act = std::move(act)](RecordWriter& writer,
                               store::Transaction&) -> Result<std::vector<Written>> {
            auto written = act(writer);
            if (!written) return unexpected(std::move(written.error()));
            return several(std::move(*written));
        });
}

}  // namespace

std::string answer_text(const std::vector<Written>& written, const Proof& proof) {
    JsonLine json;
    json.begin_object().key("written").begin_array();
    for (const Written& one : written) {
        json.begin_object();
        json.key("registry").text(one.registry).key("id").number(one.id);
        json.key("version").number(one.version).key("digest").text(one.digest).end_object();
    }
    json.end_array().end_object();
    std::string text = std::move(json).finish();
    text.pop_back();
    return text + ",\"proof\":" + proof.text() + "}";
}

// One seed for each request, made before it is queued: a command that runs again writes the same.
store::Command record_command(SharedRegistries registries, const Request& request,
                              std::string_view kind, std::string payload, RecordAct act) {
    return {.key = request.key,
            .actor = request.actor,
            .kind = std::string(kind),
            .payload = std::move(payload),
            .run = [registries = std::move(registries), today = request.today, seed = random_seed(),
                    act = std::move(act)](store::Transaction& transaction) -> Result<std::string> {
                RecordWriter writer(transaction, *registries, {.today = today, .seed = seed});
                auto written = act(writer, transaction);
                if (!written) return unexpected(std::move(written.error()));
                if (auto done = writer.finish(); !done) return unexpected(std::move(done.error()));
                return answer_text(*written, writer.proof());
            }};
}

std::string payload_fields(const std::vector<RegistryField>& defined,
                           const std::vector<FieldText>& fields) {
    JsonLine json;
    add_fields(json, defined, fields);
    return std::move(json).finish();
}

std::string payload_of(const Registries& registries, const NewRecord& record) {
    JsonLine json;
    json.begin_object().key("registry").text(record.registry).key("fields");
    add_fields(json, fields_of(registries, record.registry), record.fields);
    json.key("state").text(record.state).key("reason").text(record.reason).end_object();
    return std::move(json).finish();
}

store::Command create_command(SharedRegistries registries, const Request& request,
                              NewRecord record) {
    std::string payload = payload_of(*registries, record);
    return command_of(
        std::move(registries), request, "record.create", std::move(payload),
        [record = std::move(record)](RecordWriter& writer) { return writer.create(record); });
}

store::Command update_command(SharedRegistries registries, const Request& request, Change change) {
    JsonLine json;
    json.begin_object();
    add_whom(json, change.whom);
    json.key("fields");
    add_fields(json, fields_of(*registries, change.whom.registry), change.fields);
    add_day(json, "since", change.since);
    add_day(json, "until", change.until);
    json.key("reason").text(change.reason).end_object();
    return command_of(
        std::move(registries), request, change.is_rename ? "record.rename" : "record.update",
        std::move(json).finish(),
        [change = std::move(change)](RecordWriter& writer) { return writer.update(change); });
}

store::Command state_command(SharedRegistries registries, const Request& request,
                             StateChange change) {
    JsonLine json;
    json.begin_object();
    add_whom(json, change.whom);
    json.key("state").text(change.state).key("reason").text(change.reason).end_object();
    return command_of(
        std::move(registries), request, "record.state", std::move(json).finish(),
        [change = std::move(change)](RecordWriter& writer) { return writer.set_state(change); });
}

store::Command close_command(SharedRegistries registries, const Request& request, Closing closing) {
    JsonLine json;
    json.begin_object();
    add_whom(json, closing.whom);
    json.key("life").text(closing.life).key("on").text(base::to_string(closing.on));
    json.key("reason").text(closing.reason).end_object();
    return command_of(
        std::move(registries), request, "record.close", std::move(json).finish(),
        [closing = std::move(closing)](RecordWriter& writer) { return writer.close(closing); });
}

store::Command merge_command(SharedRegistries registries, const Request& request, Merging merging) {
    JsonLine json;
    json.begin_object().key("from").begin_object();
    add_whom(json, merging.from);
    json.end_object().key("into").begin_object();
    add_whom(json, merging.into);
    json.end_object().key("reason").text(merging.reason).end_object();
    return command_of(
        std::move(registries), request, "record.merge", std::move(json).finish(),
        [merging = std::move(merging)](RecordWriter& writer) { return writer.merge(merging); });
}

store::Command split_command(SharedRegistries registries, const Request& request,
                             Splitting splitting) {
    JsonLine json;
    json.begin_object();
    add_whom(json, splitting.whom);
    json.key("parts").begin_array();
    for (const std::vector<FieldText>& part : splitting.parts) {
        add_fields(json, fields_of(*registries, splitting.whom.registry), part);
    }
    json.end_array().key("on").text(base::to_string(splitting.on));
    json.key("whole_stays").truth(splitting.whole_stays);
    json.key("reason").text(splitting.reason).end_object();
    return command_of(std::move(registries), request, "record.split", std::move(json).finish(),
                      [splitting = std::move(splitting)](RecordWriter& writer) {
                          return writer.split(splitting);
                      });
}

store::Command yearly_command(SharedRegistries registries, const Request& request,
                              YearlyChange change) {
    JsonLine json;
    json.begin_object();
    add_whom(json, change.whom);
    json.key("year").number(change.year).key("fields");
    add_fields(json, yearly_of(*registries, change.whom.registry), change.fields);
    json.key("source").text(change.source).end_object();
    return command_of(
        std::move(registries), request, "record.yearly", std::move(json).finish(),
        [change = std::move(change)](RecordWriter& writer) { return writer.set_yearly(change); });
}

// Reads what answer_of wrote, and nothing else.
std::vector<Written> read_answer(std::string_view text) {
    std::vector<Written> all;
    const auto after = [&](std::string_view key, std::size_t from) {
        const std::size_t at = text.find(key, from);
        return at == std::string_view::npos ? at : at + key.size();
    };
    std::size_t at = 0;
    while ((at = after(R"({"registry":")", at)) != std::string_view::npos) {
        Written one;
        one.registry = text.substr(at, text.find('"', at) - at);
        const std::size_t id = after(R"("id":)", at);
        const std::size_t version = after(R"("version":)", at);
        const std::size_t digest = after(R"("digest":")", at);
        if (digest == std::string_view::npos) return {};
        const char* const end = text.data() + text.size();
        std::from_chars(text.data() + id, end, one.id);
        std::from_chars(text.data() + version, end, one.version);
        one.digest = text.substr(digest, text.find('"', digest) - digest);
        all.push_back(std::move(one));
    }
    return all;
}

}  // namespace kc::record
