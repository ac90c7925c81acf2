// SPDX-License-Identifier: Apache-2.0
// What the process takes of its machine, under the names that every Prometheus client uses.
#pragma once

#include "server/metric_text.hpp"

namespace kc::server {

// From /proc/self; a figure that cannot be read is left out.
void write_process_figures(MetricText& to);

}  // namespace kc::server
