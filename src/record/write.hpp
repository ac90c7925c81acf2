// SPDX-License-Identifier: Apache-2.0
// Changes of records inside one transaction of the store. An import does many in one command;
// single ones have commands ready made (commands.hpp).
//
// Nothing is ever overwritten: each change adds versions. A change may say since when it holds in
// the world ("moved to Jingxian on 1 July"); without a day it corrects what was always so. What
// refers to the record and takes its region or owner from it follows in the same transaction.
//
//   RecordWriter writer(transaction, registries, {.today = today, .seed = random_seed()});
//   Result<Written> firm = writer.create({.registry = "cn.enterprise", .fields = {…}});
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "record/proof.hpp"
#include "record/record.hpp"
#include "store/command.hpp"
#include "store/condition.hpp"

namespace kc::record {

struct NewRecord {
    std::string registry = {};
    std::vector<FieldText> fields = {};
    std::string state = "submitted";  // word of pack::RecordState
    std::string reason = {};
};

// Which record is meant, seen by whom and at which version. `allowed` is a condition over the
// table's columns and decides in the same transaction; a record outside it is not found.
struct Whom {
    std::string registry = {};
    RecordId id = 0;
    std::optional<std::int64_t> expected_version = {};  // else E-record-conflict
    store::Condition allowed = store::never();
};

struct Change {
    Whom whom = {};
    std::vector<FieldText> fields = {};    // others stay as they are
    std::optional<base::Date> since = {};  // not later than today
    std::optional<base::Date> until = {};  // only with a `since`: what was so for a time
    std::string reason = {};
    bool is_rename = false;  // the record's title changed in the world, not by mistake
};

struct StateChange {
    Whom whom = {};
    std::string state = {};
    std::string reason = {};
};

struct Closing {
    Whom whom = {};
    std::string life = std::string(life::kClosed);  // or kRevoked; kOpen opens it again
    base::Date on = {};                             // the first day it is not there
    std::string reason = {};
};

struct Merging {
    Whom from = {};  // the duplicate: stays to be found, and points to the other
    Whom into = {};
    std::string reason = {};
};

struct Splitting {
    Whom whom = {};
    std::vector<std::vector<FieldText>> parts = {};  // fields in which each part differs
    base::Date on = {};                              // the first day of the parts
    bool whole_stays = false;                        // a part breaks off, the rest goes on
    std::string reason = {};
};

struct YearlyChange {
    Whom whom = {};  // its version is the record's; figures have their own below
    std::int32_t year = 0;
    std::optional<std::int64_t> expected_figures_version = {};  // 0: there are none yet
    std::vector<FieldText> fields = {};
    std::string source = {};
};

struct Written {
    std::string registry = {};
    RecordId id = 0;
    std::int64_t version = 0;
    std::string digest = {};  // of the newest version, hexadecimal

    bool operator==(const Written&) const = default;
};

struct WriteContext {
    base::Date today = {};
    // Random bytes of this command; versions are hashed with salts made from them, so that a
    // digest in the journal tells nothing about personal data.
    std::string seed = {};
};

// Bytes nobody can foresee.
std::string random_seed();

// What can be said without looking into the database: unknown and repeated fields, forms, missing
// required fields (of a new record). Empty when all is well. References are not looked up.
std::vector<FieldError> check_fields(const Registry& registry, const Regions& regions,
                                     const std::vector<FieldText>& fields, base::Date today,
                                     bool is_new);

class RecordWriter {
public:
    RecordWriter(store::Transaction& transaction, const Registries& registries,
                 WriteContext context);

    Result<Written> create(const NewRecord& record);
    Result<Written> update(const Change& change);
    Result<Written> set_state(const StateChange& change);
    Result<Written> close(const Closing& closing);
    // Of the record that stays.
    Result<Written> merge(const Merging& merging);
    // The parts, then the whole. Parts of what was approved begin as drafts, and the whole stays
    // until they are approved (split.hpp).
    Result<std::vector<Written>> split(const Splitting& splitting);
    Result<Written> set_yearly(const YearlyChange& change);

    // The record with this number, credit code or other key, or full name; for imports. Nothing
    // when there is none, an error when there are several.
    Result<std::optional<RecordId>> find(const Registry& registry, std::string_view text);

    // The open record with the same key fields; for imports. Nothing when a key field is empty.
    Result<std::optional<RecordId>> find_by_keys(const Registry& registry,
                                                 const std::vector<FieldText>& fields);

    // When a command has done all it does: ends what its approvals end. Errors:
    // E-record-split-part.
    Result<void> finish();

    // Of all that was written so far. It has to stand in the command's answer under "proof"
    // (commands.hpp does so), or an audit finds versions that no entry of the journal wrote.
    [[nodiscard]] const Proof& proof() const { return proof_; }

    // For imports that create many: numbers are taken from the counter so many at a time.
    void reserve(std::int64_t records) { reserve_ = records; }

private:
    struct Draft;
    friend class VersionWriter;

    Result<RecordId> next_id();

    store::Transaction& transaction_;
    const Registries& registries_;
    WriteContext context_;
    Proof proof_;
    std::vector<std::pair<const Registry*, RecordId>> approved_ = {};  // by this command
    std::int64_t reserve_ = 1;
    RecordId next_ = 0;
    RecordId last_ = 0;
};

}  // namespace kc::record
