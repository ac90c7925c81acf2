// SPDX-License-Identifier: Apache-2.0
// What people are reminded of.
#pragma once

#include "server/router.hpp"
#include "server/site.hpp"

namespace kc::server {

void add_notice_routes(Site& site, Router& router);

}  // namespace kc::server
