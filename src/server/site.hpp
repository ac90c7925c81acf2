// SPDX-License-Identifier: Apache-2.0
// An office on HTTP: checks what every request has to satisfy, then asks the route's handler.
//
// Order: address and host, method, who asks, may he, token against forged requests, version, key.
// The routes stand in routes_*.cpp; api/openapi.yaml describes them, and a test holds the two
// against each other.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "access/sessions.hpp"
#include "access/sign_ins.hpp"
#include "access/standings.hpp"
#include "office/office_live.hpp"
#include "office/office_sandbox.hpp"
#include "server/answer_cache.hpp"
#include "server/assets.hpp"
#include "server/http_server.hpp"
#include "server/provider_settings.hpp"
#include "server/router.hpp"
#include "server/subjects.hpp"
#include "server/traffic.hpp"

namespace kc::server {

class Providers;

struct SiteOptions {
    std::string version = {};  // of the program
    store::Clock clock = store::system_clock();
    access::FactorPolicy factors = {};
    std::string address = {};  // where browsers find the office: "https://office.example"
    std::vector<ProviderSettings> providers = {};
    std::function<void(const Request&, const Response&, std::int64_t microseconds)> log = {};
    // Where several processes serve the office; in memory otherwise.
    std::unique_ptr<access::SessionTable> sessions = {};
    std::unique_ptr<access::SignIns> sign_ins = {};
    // Of every room, for readiness: whether the database still has these tables.
    std::vector<store::Schema> schemas = {};
};

class Site {
public:
    // The office must outlive the site.
    Site(office::Office& office, Assets assets, SiteOptions options);
    ~Site();
    Site(const Site&) = delete;
    Site& operator=(const Site&) = delete;

    // For an HttpServer; the site must outlive it.
    Application application();

    [[nodiscard]] Response handle(const Request& request);
    [[nodiscard]] std::optional<Response> quick(const Request& request);

    [[nodiscard]] const Router& router() const { return router_; }
    [[nodiscard]] office::Office& office() const { return office_; }
    [[nodiscard]] access::Sessions& sessions() { return sessions_; }
    // Roles and units of the live pack, and what everybody holds.
    [[nodiscard]] access::Standings& standings();
    // What explanations can be asked about, by kind and name.
    [[nodiscard]] Subjects& subjects() { return subjects_; }
    [[nodiscard]] office::SandboxTables& sandbox_tables() { return sandbox_tables_; }
    [[nodiscard]] Providers& providers() { return *providers_; }
    [[nodiscard]] const SiteOptions& options() const { return options_; }
    [[nodiscard]] std::int64_t started_us() const { return started_us_; }
    [[nodiscard]] const std::string& contract() const { return contract_; }
    [[nodiscard]] const AnswerCache& answers() const { return cache_; }
    [[nodiscard]] const Traffic& traffic() const { return traffic_; }
    // The listener is about to close; readiness says so first.
    [[nodiscard]] bool is_draining() const { return is_draining_; }
    // Set once, never unset.
    [[nodiscard]] bool is_set_up() const { return is_set_up_; }
    void note_set_up() { is_set_up_ = true; }

private:
    access::Actor actor_of(const Request& request);
    std::optional<access::Actor> known_actor_of(const Request& request);
    enum class May : bool { remember_only, ask };
    struct SignedIn {
        access::Actor actor = {};
        bool has_shown_factor = false;
        bool by_provider = false;
    };
    access::Duty due_of(const SignedIn& who, const access::Standing& standing) const;
    SignedIn signed_in(const Request& request, May may);
    // What this request's browser was told is saved, and is not here yet.
    [[nodiscard]] bool is_ahead(const Request& request) const;
    [[nodiscard]] std::string position_cookie(const Request& request) const;
    void look(bool has_answered);
    void find_whether_set_up();
    Response route(const Request& request);
    std::optional<Response> refuse_call(const Route& route, const Call& call);
    Response finished(const Request& request, Response response) const;

    office::Office& office_;
    Assets assets_;
    SiteOptions options_;
    access::Sessions sessions_;
    access::Standings standings_;
    Subjects subjects_;
    Router router_;
    AnswerCache cache_;
    office::SandboxTables sandbox_tables_;
    std::shared_ptr<Providers> providers_;
    std::string contract_;
    std::int64_t started_us_ = 0;
    std::atomic<bool> is_set_up_ = false;
    std::atomic<bool> is_draining_ = false;
    std::atomic<std::int64_t> changes_followed_ = 0;  // of others, when standings were forgotten
    Traffic traffic_;
};

// The name differs because __Host- is only taken by browsers over HTTPS.
std::string_view session_cookie_name(const Request& request);

// The routes, by subject.
void add_system_routes(Site& site, Router& router);
void add_session_routes(Site& site, Router& router);
void add_sessions_routes(Site& site, Router& router);
void add_provider_routes(Site& site, Router& router);
void add_identity_routes(Site& site, Router& router);
void add_user_routes(Site& site, Router& router);
void add_reset_routes(Site& site, Router& router);
void add_grant_routes(Site& site, Router& router);
void add_grant_list_routes(Site& site, Router& router);
void add_delegation_routes(Site& site, Router& router);
void add_explain_routes(Site& site, Router& router);
void add_target_routes(Site& site, Router& router);
void add_plan_routes(Site& site, Router& router);
void add_indicator_routes(Site& site, Router& router);
void add_fact_routes(Site& site, Router& router);
void add_import_routes(Site& site, Router& router);
void add_draft_routes(Site& site, Router& router);
void add_audit_routes(Site& site, Router& router);
void add_policy_routes(Site& site, Router& router);
void add_evaluation_routes(Site& site, Router& router);
void add_collection_routes(Site& site, Router& router);
void add_record_routes(Site& site, Router& router);
void add_record_file_routes(Site& site, Router& router);
void add_list_export_routes(Site& site, Router& router);
void add_record_change_routes(Site& site, Router& router);
void add_record_step_routes(Site& site, Router& router);
void add_target_record_routes(Site& site, Router& router);
void add_document_routes(Site& site, Router& router);
void add_attachment_routes(Site& site, Router& router);

}  // namespace kc::server
