// SPDX-License-Identifier: Apache-2.0
// PostgreSQL behind the driver's interface, over libpq: values travel in binary, statements are
// prepared on the server once for each text and kinds of values, and what need not be waited for
// is sent in pipeline mode.
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "store/connection.hpp"
#include "store/driver.hpp"

namespace kc::store {

inline constexpr int kPostgresOldest = 130'000;  // as PQserverVersion says it

// `target` is a connection URI of libpq. `create` and `vfs` mean nothing here.
Result<std::unique_ptr<ConnectionDriver>> open_postgres(const std::string& target,
                                                        const ConnectionOptions& options);

}  // namespace kc::store
