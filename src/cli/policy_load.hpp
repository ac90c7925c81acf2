// SPDX-License-Identifier: Apache-2.0
// The policies, subjects and tables of `kechuang policy`.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/console.hpp"
#include "pack/object_set.hpp"
#include "policy/policy_set.hpp"
#include "policy/subject.hpp"
#include "policy/table.hpp"

namespace kc::cli {

// What all commands about policies may say.
struct PolicySource {
    std::string catalog = {};             // a folder; empty is the catalog inside the program
    std::vector<std::string> packs = {};  // folders or files with more policies
};

struct PolicyObjects {
    pack::ObjectSet objects = {};
    Diagnostics found = {};  // of files that hold policies
};

// From a folder, a file, or (for an empty path) the catalog inside the program. Empty when there
// is no such path; that has been told.
std::optional<PolicyObjects> read_policies(const std::string& path, Console& console);

// The policies of the catalog and the packs, without running their tests. Those with errors are
// told and left out.
std::optional<policy::PolicySet> load_set(const PolicySource& source,
                                          const policy::LoadOptions& options, Console& console);

// "2024-06-01", or today for an empty text.
std::optional<base::Date> law_date(const std::string& text, Console& console);

// A subject from JSON or YAML, or from a table with one row. Everything wrong is told.
std::optional<policy::Subject> read_subject_file(const std::string& path, Console& console);

// For --known-as-of: forgets what became known after that day; nothing for an empty text. False
// when it is no day, which has been told.
bool forget_later(const std::string& known_as_of, policy::Subject& subject, Console& console);

// Reads a table in chunks of at most `chunk` rows. False when it cannot be read at all; mistakes in
// single rows are told and counted.
struct TableReading {
    std::size_t rows = 0;
    std::size_t wrong_rows = 0;
};
std::optional<TableReading> read_subject_table(
    const std::string& path, policy::TableMaker& maker, std::size_t chunk,
    const std::function<bool(policy::SubjectTable)>& take, Console& console);

}  // namespace kc::cli
