// SPDX-License-Identifier: Apache-2.0
#include "server/site.hpp"

#include <algorithm>
#include <charconv>
#include <exception>
#include <new>

#include <fmt/format.h>

#include "access/accounts.hpp"
#include "access/password.hpp"
#include "base/check.hpp"
#include "server/compress.hpp"
#include "server/contract.hpp"
#include "server/problem.hpp"
#include "server/providers.hpp"

namespace kc::server {
namespace {

constexpr std::size_t kKeyBytesMin = 8;
constexpr std::size_t kKeyBytesMax = 100;

bool changes_state(Method method) {
    return method == Method::post || method == Method::put || method == Method::patch ||
           method == Method::remove;
}

// Everything else is a page or a file of one.
bool is_api(const Request& request) {
    if (request.target.segments.empty()) return false;
    const std::string& first = request.target.segments.front();
    return first == "api" || first == "healthz" || first == "readyz";
}

// A page elsewhere can make a browser send requests here under another name (DNS rebinding); at the
// machine itself only its own names are answered to.
bool is_host_fine(const Request& request) {
    if (!is_local(request)) return true;
    std::string_view host = request.header("host");
    const std::size_t colon = host.rfind(':');
    if (colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos)
        host = host.substr(0, colon);
    return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

// How far the journal had come when this browser was last told that something is saved.
constexpr std::string_view kPositionCookie = "kechuang-at";

std::int64_t position_of(const Request& request) {
    const std::string_view text = request.cookie(kPositionCookie);
    std::int64_t position = 0;
    std::from_chars(text.data(), text.data() + text.size(), position);
    return position;
}

bool is_same_site(const Request& request) {
    const std::string_view site = request.header("sec-fetch-site");
    return site.empty() || site == "same-origin" || site == "none";
}

bool is_key(std::string_view key) {
    return key.size() >= kKeyBytesMin && key.size() <= kKeyBytesMax &&
           std::all_of(key.begin(), key.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

Diagnostic for_status(int status) {
    switch (status) {
        case 400: return {"E-request", {}, "请求不符合 HTTP", "the request is no proper HTTP"};
        case 404: return {"E-not-found", {}, "没有这个地址", "there is no such address"};
        case 405:
            return {
                "E-method", {}, "这个地址不支持这种方法", "this address does not take this method"};
        case 408:
            return {
                "E-slow", {}, "请求没有在限定时间内发完", "the request was not complete in time"};
        case 413:
            return {"E-too-large",
                    {},
                    "内容超过这个地址的上限",
                    "the content is larger than this address takes"};
        case 421:
            return {"E-host",
                    {},
                    "本机只用 localhost 或 127.0.0.1 访问",
                    "at the machine itself, use localhost or 127.0.0.1"};
        case 431: return {"E-header", {}, "请求头超过 16 KiB", "the header is longer than 16 KiB"};
        case 503:
            return {"E-busy",
                    {},
                    "排队的请求太多，请稍后再试",
                    "too many requests are waiting; try again in a moment"};
        default: return {"E-internal", {}, "服务内部出错", "something failed inside"};
    }
}

// The one place where a duty that is due stands before everything else.
std::optional<Response> refuse_due(const Route& route, const Call& call) {
    if (call.actor.due == access::Duty::password && !route.while_password_due)
        return problem(call.request, 403,
                       Diagnostic{"E-must-set-password",
                                  {},
                                  "现在的密码是临时的，请先改成自己的密码",
                                  "this password is temporary: put one of your own in its place "
                                  "first"}
                           .hint("在“账号”页修改密码", "change it on the account page"));
    if (call.actor.due == access::Duty::second_factor && !route.while_factor_due)
        return problem(call.request, 403,
                       Diagnostic{"E-must-set-second-factor",
                                  {},
                                  "您的角色须用第二因素登录，请先设置或输入验证码",
                                  "your role demands a second factor: set one, or enter its code, "
                                  "first"}
                           .hint("在“账号”页设置第二因素", "set it on the account page"));
    return std::nullopt;
}

}  // namespace

std::string_view session_cookie_name(const Request& request) {
    return is_local(request) ? "kechuang" : "__Host-kechuang";
}

Site::Site(office::Office& office, Assets assets, SiteOptions options)
    : office_(office),
      assets_(std::move(assets)),
      options_(std::move(options)),
      sessions_(options_.clock, std::move(options_.sessions)),
      providers_(std::make_shared<Providers>(options_.providers, options_.address, options_.clock,
                                             std::move(options_.sign_ins))),
      started_us_(options_.clock()) {
    auto contract = contract_json();
    KC_CHECK(contract.has_value());
    contract_ = std::move(*contract);
    find_whether_set_up();
    add_system_routes(*this, router_);
    add_session_routes(*this, router_);
    add_sessions_routes(*this, router_);
    add_provider_routes(*this, router_);
    add_identity_routes(*this, router_);
    add_user_routes(*this, router_);
    add_reset_routes(*this, router_);
    add_grant_routes(*this, router_);
    add_grant_list_routes(*this, router_);
    add_delegation_routes(*this, router_);
    add_explain_routes(*this, router_);
    add_plan_routes(*this, router_);
    add_target_routes(*this, router_);
    add_indicator_routes(*this, router_);
    add_fact_routes(*this, router_);
    add_import_routes(*this, router_);
    add_draft_routes(*this, router_);
    add_audit_routes(*this, router_);
    add_policy_routes(*this, router_);
    add_evaluation_routes(*this, router_);
    add_collection_routes(*this, router_);
    add_record_routes(*this, router_);
    add_record_file_routes(*this, router_);
    add_list_export_routes(*this, router_);
    add_record_change_routes(*this, router_);
    add_record_step_routes(*this, router_);
    add_target_record_routes(*this, router_);
    add_document_routes(*this, router_);
    add_attachment_routes(*this, router_);
    if (office_.is_one_of_several())
        office_.on_look([this](bool has_answered) { look(has_answered); });
}

Site::~Site() {
    if (office_.is_one_of_several()) office_.on_look(nullptr);
}

void Site::find_whether_set_up() {
    auto reader = office_.store().read();
    if (!reader) return;
    const auto set_up = access::is_set_up(reader->connection());
    if (set_up && *set_up) is_set_up_ = true;
}

void Site::look(bool has_answered) {
    sessions_.follow();
    if (has_answered && !is_set_up_) find_whether_set_up();
}

Application Site::application() {
    Application application;
    application.quick = [this](const Request& request) { return quick(request); };
    application.handle = [this](const Request& request) { return handle(request); };
    application.body_limit = [this](const Request& request) -> BodyLimit {
        const Router::Match match = router_.find(request.method, request.target);
        // Read and thrown away, so that the answer can say what is really wrong.
        if (match.route == nullptr) return {64U << 10U, 5};
        return {match.route->body_bytes_max, match.route->body_seconds_max};
    };
    application.refuse = [this](int status, const Request& request) {
        return finished(request, problem(request, status, for_status(status)));
    };
    application.log = [this](const Request& request, const Response& response, std::int64_t us) {
        traffic_.add(request.method, response.route, response.status, us);
        if (options_.log) options_.log(request, response, us);
    };
    application.draining = [this] { is_draining_ = true; };
    return application;
}

access::Standings& Site::standings() {
    const auto live = office_.live();
    const std::int64_t changes = office_.changes_by_others();
    if (changes_followed_.exchange(changes) != changes) standings_.forget();
    standings_.use(live->number, [&] {
        access::Terms terms = access::terms_of(office_.catalog().objects, live->pack.objects,
                                               live->manifest().region);
        terms.factors = options_.factors;
        return terms;
    });
    return standings_;
}

Site::SignedIn Site::signed_in(const Request& request, May may) {
    SignedIn who;
    who.actor.is_local = is_local(request);
    const std::string_view secret = request.cookie(session_cookie_name(request));
    if (secret.empty() || !is_private(request)) return who;
    auto session = may == May::ask ? sessions_.find(secret) : sessions_.find_remembered(secret);
    if (session) {
        who.actor.name = std::move(session->name);
        who.actor.role = session->role;
        who.has_shown_factor = session->has_factor;
        who.by_provider = session->by_provider;
    }
    return who;
}

access::Duty Site::due_of(const SignedIn& who, const access::Standing& standing) const {
    const std::int64_t now = options_.clock();
    if (!who.by_provider || !standing.has_temporary_password)
        return access::due(standing, who.has_shown_factor, now);
    // Who came without the password need not change it.
    access::Standing without = standing;
    without.has_temporary_password = false;
    return access::due(without, who.has_shown_factor, now);
}

// Without reading the database; empty when that is needed.
std::optional<access::Actor> Site::known_actor_of(const Request& request) {
    SignedIn who = signed_in(request, May::remember_only);
    access::Actor& actor = who.actor;
    const bool may_be_elsewhere = sessions_.is_shared() && actor.name.empty() &&
                                  !request.cookie(session_cookie_name(request)).empty();
    if (may_be_elsewhere) return std::nullopt;
    if (!actor.name.empty()) {
        actor.standing = standings().remembered(actor.name, actor.role, office_.today());
        if (actor.standing == nullptr) return std::nullopt;
        actor.due = due_of(who, *actor.standing);
    } else if (actor.is_local) {
        actor.standing = standings().of_local_reader();
    }
    return std::move(actor);
}

access::Actor Site::actor_of(const Request& request) {
    if (auto known = known_actor_of(request)) return std::move(*known);
    SignedIn who = signed_in(request, May::ask);
    access::Actor& actor = who.actor;
    if (actor.name.empty()) {
        if (actor.is_local) actor.standing = standings().of_local_reader();
        return std::move(actor);
    }
    // Whose rights cannot be read has none.
    actor.standing = std::make_shared<access::Standing>();
    auto reader = office_.store().read();
    if (!reader) return std::move(actor);
    auto standing = standings().of(reader->connection(), actor.name, actor.role, office_.today());
    if (!standing) return std::move(actor);
    actor.standing = std::move(*standing);
    actor.due = due_of(who, *actor.standing);
    return std::move(actor);
}

std::optional<Response> Site::quick(const Request& request) {
    if (request.method != Method::get && request.method != Method::head) return std::nullopt;
    if (!is_host_fine(request)) return std::nullopt;
    if (!is_api(request)) {
        auto asset = assets_.find(request);
        if (!asset) return std::nullopt;
        return finished(request, std::move(*asset));
    }
    if (is_ahead(request)) return std::nullopt;
    const auto cached = cache_.find(request.target.raw, office_.version());
    if (cached == nullptr) return std::nullopt;
    const auto actor = known_actor_of(request);
    if (!actor || actor->due != access::Duty::none || !access::may(*actor, cached->action))
        return std::nullopt;
    Response response = answer_from(*cached, request);
    response.account = actor->name;
    return finished(request, std::move(response));
}

Response Site::handle(const Request& request) {
    // The one place where the machine's own failures end.
    try {
        if (is_ahead(request)) office_.wait_for(position_of(request));
        if (auto ready = quick(request)) return std::move(*ready);
        Response response = finished(request, route(request));
        // So that the same person's next request, at whichever process, finds what this one did.
        if (office_.is_one_of_several() && changes_state(request.method) && response.status < 400)
            response.set("Set-Cookie", position_cookie(request));
        return response;
    } catch (const std::bad_alloc&) {
        return finished(request, problem(request, 503, for_status(503)));
    } catch (const std::exception&) {
        return finished(request, problem(request, 500, for_status(500)));
    }
}

bool Site::is_ahead(const Request& request) const {
    return office_.is_one_of_several() && position_of(request) > office_.entries();
}

std::string Site::position_cookie(const Request& request) const {
    return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age=60{}", kPositionCookie,
                       office_.store().writer_figures().journal_entries,
                       is_local(request) ? "" : "; Secure");
}

Response Site::route(const Request& request) {
    if (!is_host_fine(request)) return problem(request, 421, for_status(421));
    const Router::Match match = router_.find(request.method, request.target);
    if (!match.path_exists) return problem(request, 404, for_status(404));
    if (request.method == Method::options) {
        Response response;
        response.status = 204;
        response.set("Allow", match.allowed);
        return response;
    }
    if (match.route == nullptr)
        return problem(request, 405, for_status(405)).set("Allow", match.allowed);
    const Route& found = *match.route;
    const std::string version = office_.version();
    Call call{request, match.parameters, actor_of(request), request.header("idempotency-key")};
    Response response;
    if (auto refused = refuse_call(found, call)) {
        response = std::move(*refused);
    } else {
        response = found.handle(call);
    }
    response.route = found.pattern;
    response.account = call.actor.name;
    if (!found.is_cached || response.status != 200) return response;
    const auto cached = cached_answer(response, found.action.value_or(access::Action::read));
    cache_.keep(request.target.raw, version, cached);
    Response fresh = answer_from(*cached, request);
    fresh.account = call.actor.name;
    return fresh;
}

std::optional<Response> Site::refuse_call(const Route& route, const Call& call) {
    const Request& request = call.request;
    if (changes_state(route.method) && !is_same_site(request))
        return problem(
            request, 403,
            {"E-cross-site", {}, "请求来自别的网站", "the request comes from another site"});
    if (auto first = refuse_due(route, call)) return first;
    if (route.action) {
        const access::Decision decision = access::allow(call.actor, *route.action);
        if (!decision.allowed)
            return problem(request, call.actor.name.empty() ? 401 : 403,
                           {call.actor.name.empty() ? "E-sign-in" : "E-forbidden",
                            {},
                            std::string(decision.zh),
                            std::string(decision.en)});
    }
    if (route.needs_token) {
        const auto session = sessions_.find(request.cookie(session_cookie_name(request)));
        if (!session)
            return problem(request, 401, {"E-sign-in", {}, "没有登录", "nobody is signed in"});
        if (!access::same_secret(request.header("x-csrf-token"), session->token_for_changes))
            return problem(request, 403,
                           Diagnostic{"E-csrf",
                                      {},
                                      "缺少防伪令牌，或令牌已过期",
                                      "the X-CSRF-Token is missing or out of date"}
                               .hint("刷新页面再试", "reload the page and try again"));
    }
    if (route.needs_match && request.header("if-match").empty())
        return problem(request, 428,
                       {"E-if-match", {}, "修改时要带 If-Match", "a change needs If-Match"});
    if (route.needs_key && !is_key(call.key))
        return problem(request, 400,
                       Diagnostic{"E-idempotency-key",
                                  {},
                                  "缺少 Idempotency-Key，或写法不对",
                                  "the Idempotency-Key is missing or malformed"}
                           .hint("每次操作带一个新的随机串，8至100个可见字符",
                                 "send a fresh random text of 8 to 100 visible characters"));
    return std::nullopt;
}

Response Site::finished(const Request& request, Response response) const {
    if (!response.shared && !response.file && response.body.size() >= kCompressBytesMin &&
        response.find("content-encoding") == nullptr &&
        accepts(request.header("accept-encoding"), "gzip")) {
        response.body = gzip(response.body, Effort::quick);
        response.set("Content-Encoding", "gzip").set("Vary", "Accept-Encoding");
    }
    if (response.find("cache-control") == nullptr) response.set("Cache-Control", "no-store");
    response.set("X-Request-Id", request.id);
    response.set("X-Content-Type-Options", "nosniff");
    response.set("Referrer-Policy", "same-origin");
    response.set("Cross-Origin-Opener-Policy", "same-origin");
    response.set("Cross-Origin-Resource-Policy", "same-origin");
    response.set("Content-Security-Policy",
                 "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
                 "object-src 'none'; img-src 'self' data:");
    response.set("X-Frame-Options", "DENY");
    return response;
}

}  // namespace kc::server
