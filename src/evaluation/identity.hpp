// SPDX-License-Identifier: Apache-2.0
// The identity of a result: definition and data it was made from, as one SHA-256.
#pragma once

#include <string>

#include "evaluation/data.hpp"
#include "evaluation/definition.hpp"

namespace kc::evaluation {

struct Identity {
    std::string definition = {};  // of the resolved copy, hexadecimal
    std::string data = {};        // of heading and cells; the file's name and quoting do not count
    std::string result = {};      // of both
};

// Of the definition alone, as it is before data settle what it leaves open.
std::string definition_identity(const Definition& definition);

Identity identity_of(const Definition& definition, const Table& table);

}  // namespace kc::evaluation
