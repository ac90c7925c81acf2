// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <array>
#include <charconv>
#include <memory>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "cli/schemas.hpp"
#include "office/office_jobs.hpp"
#include "office/office_live.hpp"
#include "server/http_server.hpp"
#include "server/log.hpp"
#include "server/monitor.hpp"
#include "server/settings.hpp"
#include "server/site.hpp"

namespace kc::cli {
namespace {

struct ServeArguments {
    std::string folder = {};  // of the pack
    std::string data = {};    // file or address; empty: kechuang.db in the working directory
    std::string files = {};   // folder of uploads; empty: beside the database file
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
    std::string web = {};  // folder of built pages; empty: none
    std::string settings = {};
    std::string log = {};  // file, "-" for standard error; empty: beside the database
    std::string log_format = "text";
    std::string log_level = "info";
    std::string monitor = {};  // [ADDRESS:]PORT of /metrics; empty: none
    int announce_seconds = 0;
    bool is_one_of_several = false;
    std::string backups = {};  // folder of nightly backups; empty: none
};

constexpr CommandText kText{
    .name = "serve",
    .usage = "serve DIR",
    .zh = "打开办公系统，在浏览器里使用",
    .en = "open the office, to be used in the browser",
    .help_zh =
        R"(用一个包打开办公系统。数据库文件没有时新建；上传的计划在旁边的 FILE.files/ 里。

  --data      数据库文件，或 postgresql://… 地址；默认 kechuang.db
  --files     上传文件的目录；默认在数据库文件旁，用服务器时是当前目录下的 kechuang.files
  --port      端口；默认 8080，0 表示任选一个
  --address   监听地址；默认 127.0.0.1，只有本机能访问。对外开放要在前面放 HTTPS 反向代理
  --web       页面文件夹（web/dist），代替程序自带的页面
  --settings  设置文件：对谁要求第二因素、信任哪些统一身份；见 docs/access.md
  --monitor   [地址:]端口，监控系统在那里读取 /metrics、/healthz、/readyz；默认不开，只写端口时
              仅本机可读
  --log       日志文件，- 表示标准错误输出；默认在数据库文件旁，用服务器时是当前目录下的
              kechuang-access.log。不含姓名、地址和内容
  --log-format text 或 json，每行一条；默认 text
  --log-level debug、info、warning 或 error；默认 info
  --backups   每晚 1:30 把备份写进这个目录，保留最近 14 份；默认不备份
  --together  与其他实例同时使用同一个 PostgreSQL 数据库和文件目录
  --announce  停止前先让 /readyz 报告未就绪多少秒，其间照常答复；默认 0

Ctrl+C 或 SIGTERM 停止：处理完已收到的请求再退出。
)",
    .help_en =
        R"(Opens the office on a pack. The database file is made when there is none;
uploaded plans lie beside it in FILE.files/.

  --data      database file, or an address postgresql://...; by default kechuang.db
  --files     folder of uploads; by default beside the database file, or kechuang.files here for
              a database on a server
  --port      port; by default 8080, 0 for any free one
  --address   address to listen on; by default 127.0.0.1, for this machine only. To open it to
              others, put a reverse proxy with HTTPS in front
  --web       folder of pages (web/dist), in place of those inside the program
  --settings  file of settings: of whom a second factor is demanded, which providers of identities
              are trusted; see docs/access.md
  --monitor   [ADDRESS:]PORT where a monitoring system reads /metrics, /healthz and /readyz; by
              default none, and for this machine only where there is no address
  --log       file of the log, - for standard error; by default beside the database file, or
              kechuang-access.log here for a database on a server. No names, addresses, contents
  --log-format  text or json, a line each; by default text
  --log-level   debug, info, warning or error; by default info
  --backups   folder that gets a backup every night at 1:30, of which 14 are kept; by default none
  --together  work at the same time as other instances on the same PostgreSQL database and folder
              of files
  --announce  for so many seconds before it stops, /readyz says no while everything is still
              answered; by default 0

Ctrl+C or SIGTERM stops it: requests that have arrived are answered first.
)"};

constexpr int kAnnounceSecondsMax = 600;

void declare(CLI::App& app, ServeArguments& to) {
    app.add_option("DIR", to.folder)->required();
    app.add_option("--data", to.data);
    app.add_option("--files", to.files);
    app.add_option("--address", to.address);
    app.add_option("--port", to.port);
    app.add_option("--web", to.web);
    app.add_option("--settings", to.settings);
    app.add_option("--monitor", to.monitor);
    app.add_option("--log", to.log);
    app.add_option("--log-format", to.log_format);
    app.add_option("--log-level", to.log_level);
    app.add_option("--backups", to.backups);
    app.add_flag("--together", to.is_one_of_several);
    app.add_option("--announce", to.announce_seconds)->check(CLI::Range(0, kAnnounceSecondsMax));
}

constexpr std::string_view kDefaultData = "kechuang.db";

void tell_address(const ServeArguments& arguments, std::uint16_t port, bool is_set_up,
                  Console& console) {
    const std::string host = arguments.address == "127.0.0.1" ? "localhost" : arguments.address;
    const std::string address = fmt::format("http://{}:{}/", host, port);
    console.line(console.words("已开放：" + address, "open at " + address));
    if (!is_set_up)
        console.line(console.words("首次运行：在本机打开上面的地址，设定四个管理员账号",
                                   "first run: open the address on this machine and set the four "
                                   "administrators"));
    console.line(console.words("按 Ctrl+C 停止", "press Ctrl+C to stop"));
    console.out.flush();
}

void tell_monitor(const ServeArguments& arguments, std::uint16_t port, Console& console) {
    const std::size_t colon = arguments.monitor.rfind(':');
    const std::string host =
        colon == std::string::npos ? "localhost" : arguments.monitor.substr(0, colon);
    const std::string address = fmt::format("http://{}:{}/metrics", host, port);
    console.line(console.words("监控：" + address, "metrics at " + address));
    console.out.flush();
}

Diagnostic bad_choice(std::string_view option, std::string_view given, std::string_view choices) {
    return Diagnostic{"E-serve-option",
                      {},
                      fmt::format("{} 不能是“{}”", option, given),
                      fmt::format("{} cannot be '{}'", option, given)}
        .hint(fmt::format("可用：{}", choices), fmt::format("choose from: {}", choices));
}

Result<std::shared_ptr<server::Log>> open_log(const ServeArguments& arguments,
                                              const std::string& data) {
    const auto format = server::parse_log_format(arguments.log_format);
    if (!format) return unexpected(bad_choice("--log-format", arguments.log_format, "text json"));
    const auto level = server::parse_log_level(arguments.log_level);
    if (!level)
        return unexpected(
            bad_choice("--log-level", arguments.log_level, "debug info warning error"));
    std::string path = arguments.log;
    if (path.empty())
        path = store::is_postgres_address(data) ? "kechuang-access.log" : data + "-access.log";
    return server::Log::open({.path = path, .format = *format, .level = *level});
}

// "9464" or "10.0.0.11:9464".
Result<server::HttpOptions> monitor_options(const std::string& text) {
    server::HttpOptions options{.loops = 1, .workers = 1, .connections_max = 64};
    const std::size_t colon = text.rfind(':');
    const std::string digits = colon == std::string::npos ? text : text.substr(colon + 1);
    if (colon != std::string::npos) options.address = text.substr(0, colon);
    const auto [end, failed] =
        std::from_chars(digits.data(), digits.data() + digits.size(), options.port);
    if (failed != std::errc() || end != digits.data() + digits.size())
        return unexpected(bad_choice("--monitor", text, "9464 10.0.0.11:9464"));
    return options;
}

// The second listener, on a thread of its own for as long as this lives.
class Monitor {
public:
    static Result<std::unique_ptr<Monitor>> open(const ServeArguments& arguments,
                                                 const std::string& data, server::Site& site,
                                                 const server::HttpServer& watched) {
        if (arguments.monitor.empty()) return std::unique_ptr<Monitor>();
        auto options = monitor_options(arguments.monitor);
        if (!options) return unexpected(options.error());
        auto monitor = std::unique_ptr<Monitor>(new Monitor(
            server::monitor_application({site, [&watched] { return watched.figures(); }, data}),
            std::move(*options)));
        auto port = monitor->http_.listen();
        if (!port) return unexpected(port.error());
        monitor->port_ = *port;
        monitor->thread_ = std::thread([&one = *monitor] { one.http_.run(); });
        return monitor;
    }

    ~Monitor() {
        http_.stop();
        if (thread_.joinable()) thread_.join();
    }

    [[nodiscard]] std::uint16_t port() const { return port_; }

private:
    Monitor(server::Application application, server::HttpOptions options)
        : http_(std::move(application), std::move(options)) {}

    server::HttpServer http_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

// The machine and the process: enough to find who had a job that was lost.
std::string worker_name() {
    std::array<char, 65> host{};
    if (::gethostname(host.data(), host.size() - 1) != 0) host[0] = '\0';
    return fmt::format("{}:{}", host.data(), ::getpid());
}

office::JobSettings job_settings(const ServeArguments& arguments, const std::string& data,
                                 const std::shared_ptr<server::Log>& log) {
    return {.database = data,
            .worker = worker_name(),
            .backup_folder = arguments.backups,
            .schemas = schemas_beside_the_office(),
            .done = [log](const store::Job& job, std::string_view error) {
                const bool is_done = error.empty();
                log->event(is_done ? server::LogLevel::info : server::LogLevel::error,
                           is_done ? "job_done" : "job_failed",
                           {{"job", job.id},
                            {"kind", std::string_view(job.kind)},
                            {"attempt", std::int64_t{job.attempt}},
                            {"error", error}});
            }};
}

ExitCode run_serve(const ServeArguments& arguments, Console& console) {
    const auto fail = [&](const Diagnostic& diagnostic) {
        console.complain(diagnostic);
        return ExitCode::bad_input;
    };
    server::Settings settings;
    if (!arguments.settings.empty()) {
        Diagnostics found;
        auto read = server::read_settings(arguments.settings, found);
        for (const Diagnostic& one : found) console.complain(one);
        if (!read) return fail(read.error());
        settings = std::move(*read);
    }
    const std::string data = arguments.data.empty() ? std::string(kDefaultData) : arguments.data;
    auto log = open_log(arguments, data);
    if (!log) return fail(log.error());
    auto office = office::Office::open({.pack_folder = arguments.folder,
                                        .database = data,
                                        .files_folder = arguments.files,
                                        .schemas = schemas_beside_the_office(),
                                        .is_one_of_several = arguments.is_one_of_several});
    if (!office) return fail(office.error());
    std::unique_ptr<access::SessionTable> sessions;
    std::unique_ptr<access::SignIns> sign_ins;
    if (arguments.is_one_of_several) {
        auto opened = access::SessionTable::open(data);
        if (!opened) return fail(opened.error());
        sessions = std::move(*opened);
        auto pending = access::SignIns::open(data);
        if (!pending) return fail(pending.error());
        sign_ins = std::move(*pending);
    }
    server::Assets assets = server::Assets::embedded(server::embedded_pages());
    if (!arguments.web.empty()) {
        auto loaded = server::Assets::load(arguments.web);
        if (!loaded) return fail(loaded.error());
        assets = std::move(*loaded);
    }
    server::Site site(
        **office, std::move(assets),
        {.version = KC_VERSION,
         .factors = settings.factors,
         .address = settings.address,
         .providers = settings.providers,
         .log = [log = *log](const server::Request& request, const server::Response& response,
                             std::int64_t us) { log->request(request, response, us); },
         .sessions = std::move(sessions),
         .sign_ins = std::move(sign_ins),
         .schemas = all_schemas()});
    server::HttpServer http(site.application(), {.address = arguments.address,
                                                 .port = arguments.port,
                                                 .announce_ms = arguments.announce_seconds * 1'000,
                                                 .heeds_signals = true,
                                                 .proxies = settings.proxies});
    const auto port = http.listen();
    if (!port) return fail(port.error());
    auto monitor = Monitor::open(arguments, data, site, http);
    if (!monitor) return fail(monitor.error());
    tell_address(arguments, *port, site.is_set_up(), console);
    if (*monitor) tell_monitor(arguments, (*monitor)->port(), console);
    (*log)->event(server::LogLevel::info, "listening",
                  {{"version", std::string_view(KC_VERSION)},
                   {"port", std::int64_t{*port}},
                   {"pack", std::string_view((*office)->live()->manifest().code)}});
    auto jobs = office::JobRunner::start(**office, job_settings(arguments, data, *log));
    if (!jobs) return fail(jobs.error());
    http.run();
    jobs->reset();
    (*office)->store().stop();
    (*log)->event(server::LogLevel::info, "stopped");
    console.line(console.words("已停止", "stopped"));
    return ExitCode::ok;
}

}  // namespace

Command serve_command() {
    return make_command<ServeArguments>(kText, declare, run_serve);
}

}  // namespace kc::cli
