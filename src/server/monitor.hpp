// SPDX-License-Identifier: Apache-2.0
// What a monitoring system asks an office, on a port of its own: /metrics, /healthz, /readyz, and
// /jobs for a person who wants to know what is waiting or was given up.
//
// Apart from the office's port, because that one is open to the city through a proxy, and how busy
// an office is and how large its tables are is nobody's business there.
#pragma once

#include <functional>

#include "server/http_server.hpp"
#include "server/site.hpp"

namespace kc::server {

struct Monitored {
    Site& site;
    std::function<HttpFigures()> listener;  // of the office's own
    std::string database = {};              // whose jobs are told; empty: none
};

// The site must outlive the application.
Application monitor_application(Monitored monitored);

}  // namespace kc::server
