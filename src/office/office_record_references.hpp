// SPDX-License-Identifier: Apache-2.0
// Which records the rows of a file refer to, and to whom a record with such references belongs.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "office/office_record_lists.hpp"
#include "record/find.hpp"

namespace kc::office {

// Where a record belongs, which is what rights are about.
struct Belonging {
    record::RecordId id = 0;
    std::optional<std::string> unit = {};
    std::optional<std::string> body = {};
};

class RecordReferences {
public:
    // Both must outlive it.
    RecordReferences(const LivePack& live, const record::Registry& registry, base::Date today)
        : live_(live), registry_(registry), today_(today) {}

    // By number, code or name. Nothing when there is none. Each is looked up once, but those of the
    // file's own registry, which it may be making itself.
    Result<std::optional<Belonging>> find(const record::Look& look, const record::Registry& among,
                                          const std::string& text);

    // A record that is not there yet, known by a number that stands for it, belongs here.
    void expect(record::RecordId id, const std::optional<std::string>& unit,
                const std::optional<std::string>& body);

    // The record as rights see it, entered by `who`: unit and body derived as the table will have
    // them (record/version_writer).
    Result<access::SubjectRow> subject(const record::Look& look, const record::Record& record,
                                       const std::string& who);

private:
    Result<std::optional<Belonging>> behind(const record::Look& look, const record::Record& record,
                                            const std::string& field);

    const LivePack& live_;
    const record::Registry& registry_;
    base::Date today_;
    std::unordered_map<std::string, Belonging> known_ = {};
};

}  // namespace kc::office
