// SPDX-License-Identifier: Apache-2.0
#include "evaluation/identity.hpp"

#include <fmt/format.h>

#include "evaluation/resolved.hpp"
#include "store/sha256.hpp"

namespace kc::evaluation {
namespace {

// The length goes first, so that no two tables give the same bytes.
void add(store::Sha256& digest, const std::vector<std::string>& cells) {
    for (const std::string& cell : cells) {
        digest.update(fmt::format("{}:", cell.size()));
        digest.update(cell);
    }
    digest.update("\n");
}

}  // namespace

std::string definition_identity(const Definition& definition) {
    return store::to_hex(store::sha256(resolved_text(definition)));
}

Identity identity_of(const Definition& definition, const Table& table) {
    Identity identity;
    identity.definition = definition_identity(definition);
    store::Sha256 digest;
    add(digest, table.heading);
    for (const TableRow& row : table.rows) add(digest, row.cells);
    identity.data = store::to_hex(digest.finish());
    identity.result = store::to_hex(store::sha256(identity.definition + identity.data));
    return identity;
}

}  // namespace kc::evaluation
