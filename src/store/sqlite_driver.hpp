// SPDX-License-Identifier: Apache-2.0
// SQLite behind the driver's interface.
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "store/connection.hpp"
#include "store/driver.hpp"

namespace kc::store {

Result<std::unique_ptr<ConnectionDriver>> open_sqlite(const std::string& path,
                                                      const ConnectionOptions& options);

}  // namespace kc::store
