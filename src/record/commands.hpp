// SPDX-License-Identifier: Apache-2.0
// Single changes as commands of the store: hand them to Store::write, then read the answer.
//
//   Result<store::Command> command = create_command(registries, request, {.registry = …});
//   Result<store::Answer> answer = store.write(std::move(*command));
//   Written written = *read_answer(answer->text);      // number, version, digest
//
// Payloads stay in the journal for ever and in clear, so what is personal or secret is not in them:
// its place says {"withheld":true}. What it was stands in the version's row and, salted, in the
// digest of the answer. A consequence: the same key sent again with another telephone number is
// taken for the same request.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "record/write.hpp"

namespace kc::record {

struct Request {
    std::string key = {};    // idempotency key
    std::string actor = {};  // account
    base::Date today = {};
};

// The registries live as long as the command.
using SharedRegistries = std::shared_ptr<const Registries>;

// Several changes as one command, or changes with a look at what they made. `act` may be called
// again after its writes were undone.
using RecordAct = std::function<Result<std::vector<Written>>(RecordWriter&, store::Transaction&)>;
store::Command record_command(SharedRegistries registries, const Request& request,
                              std::string_view kind, std::string payload, RecordAct act);

// The answer of such a command, for commands of one's own.
std::string answer_text(const std::vector<Written>& written, const Proof& proof);

// What the journal keeps of a new record.
std::string payload_of(const Registries& registries, const NewRecord& record);

store::Command create_command(SharedRegistries registries, const Request& request,
                              NewRecord record);
store::Command update_command(SharedRegistries registries, const Request& request, Change change);
store::Command state_command(SharedRegistries registries, const Request& request,
                             StateChange change);
store::Command close_command(SharedRegistries registries, const Request& request, Closing closing);
store::Command merge_command(SharedRegistries registries, const Request& request, Merging merging);
store::Command split_command(SharedRegistries registries, const Request& request,
                             Splitting splitting);
store::Command yearly_command(SharedRegistries registries, const Request& request,
                              YearlyChange change);

// What an answer says; the first one where there are several. Empty for an answer of others.
std::vector<Written> read_answer(std::string_view text);

// The fields as the journal may keep them, as a JSON object.
std::string payload_fields(const std::vector<pack::RegistryField>& defined,
                           const std::vector<FieldText>& fields);

}  // namespace kc::record
