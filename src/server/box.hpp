// SPDX-License-Identifier: Apache-2.0
// The box that seals what has to be read again, with its key beside the database.
#pragma once

#include "access/secret_box.hpp"
#include "server/site.hpp"

namespace kc::server {

// Beside the database, not in it, and not among the files that are copied with it.
Result<access::SecretBox> box_of(const Site& site);

}  // namespace kc::server
