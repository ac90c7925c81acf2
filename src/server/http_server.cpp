// SPDX-License-Identifier: Apache-2.0
#include "server/http_server.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <ctime>
#include <mutex>
#include <random>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <fmt/format.h>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include "base/check.hpp"
#include "server/worker_pool.hpp"

namespace kc::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;

// The concrete executor all the way: a type-erased one costs on every step.
using Executor = asio::io_context::executor_type;
using Stream = beast::basic_stream<asio::ip::tcp, Executor>;
using Socket = Stream::socket_type;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;
template <typename T>
using Task = asio::awaitable<T, Executor>;
constexpr asio::use_awaitable_t<Executor> kAwait;

using Parser = http::request_parser<http::string_body>;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

// How many connections there are, together and for each address.
class Admission {
public:
    Admission(std::size_t all_max, std::size_t one_max) : all_max_(all_max), one_max_(one_max) {}

    bool enter(const std::string& address) {
        const std::lock_guard lock(mutex_);
        if (all_ >= all_max_) return false;
        std::size_t& one = by_address_[address];
        if (one >= one_max_) return false;
        ++one;
        ++all_;
        return true;
    }

    void leave(const std::string& address) {
        const std::lock_guard lock(mutex_);
        const auto found = by_address_.find(address);
        KC_CHECK(found != by_address_.end() && all_ > 0);
        if (--found->second == 0) by_address_.erase(found);
        --all_;
    }

    [[nodiscard]] std::size_t all() const {
        const std::lock_guard lock(mutex_);
        return all_;
    }

private:
    const std::size_t all_max_;
    const std::size_t one_max_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, std::size_t> by_address_;
    std::size_t all_ = 0;
};

// One event loop with what belongs to it alone.
struct Loop {
    Loop() : context(1), acceptor(context), date_timer(context) {}

    asio::io_context context;
    Acceptor acceptor;
    Timer date_timer;
    std::unordered_set<Stream*> idle;  // waiting for a next request
    std::string date;
    std::int64_t date_second = -1;
    std::uint64_t requests = 0;
    std::uint64_t salt = std::random_device()();
};

std::string_view date_of(Loop& loop) {
    const auto now = std::chrono::system_clock::now();
    const std::time_t second = std::chrono::system_clock::to_time_t(now);
    if (second != loop.date_second) {
        std::tm parts{};
        gmtime_r(&second, &parts);
        std::array<char, 64> text{};
        const std::size_t length =
            std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
        loop.date.assign(text.data(), length);
        loop.date_second = second;
    }
    return loop.date;
}

std::string lower_case(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

std::string_view view(beast::string_view text) {
    return {text.data(), text.size()};
}

// False when the target cannot be read.
bool fill_request(const Parser::value_type& message, Request& to) {
    to.method = method_of(view(message.method_string()));
    for (const auto& field : message) {
        to.headers.push_back(
            {lower_case(view(field.name_string())), std::string(view(field.value()))});
    }
    Result<Target> target = Target::parse(view(message.target()));
    if (!target) return false;
    to.target = std::move(*target);
    return true;
}

}  // namespace

struct HttpServer::Impl {
    Impl(Application given, HttpOptions chosen)
        : application(std::move(given)),
          options(std::move(chosen)),
          admission(options.connections_max, options.connections_per_address_max) {
        const std::size_t cores = std::max<std::size_t>(1, std::thread::hardware_concurrency());
        if (options.loops == 0) options.loops = cores;
        if (options.workers == 0) options.workers = cores * 2;
        for (std::size_t i = 0; i < options.loops; ++i) loops.push_back(std::make_unique<Loop>());
        workers = std::make_unique<WorkerPool>(options.workers, options.queue_max);
    }

    Application application;
    HttpOptions options;
    Admission admission;
    std::vector<std::unique_ptr<Loop>> loops;
    std::atomic<bool> draining = false;  // one request a connection from here on
    std::atomic<bool> stopping = false;  // no new ones
    std::atomic<bool> is_over = false;   // who is still being answered has waited long enough
    std::atomic<std::size_t> in_flight = 0;
    std::unique_ptr<Timer> announcement;
    // Declared last: its jobs use everything above, so it has to go first.
    std::unique_ptr<WorkerPool> workers;

    // ---- listening --------------------------------------------------------------------------

    Result<std::uint16_t> listen() {
        error_code failed;
        const auto address = asio::ip::make_address(options.address, failed);
        if (failed)
            return unexpected(Diagnostic{"E-listen",
                                         {},
                                         fmt::format("“{}”不是地址", options.address),
                                         fmt::format("'{}' is not an address", options.address)});
        std::uint16_t port = options.port;
        for (const auto& loop : loops) {
            const asio::ip::tcp::endpoint endpoint(address, port);
            if (auto opened = open(loop->acceptor, endpoint); opened) {
                return unexpected(Diagnostic{"E-listen",
                                             {},
                                             fmt::format("不能在 {}:{} 接受连接：{}",
                                                         options.address, port, opened.message()),
                                             fmt::format("cannot listen on {}:{}: {}",
                                                         options.address, port, opened.message())}
                                      .hint("换一个端口（--port）", "choose another --port"));
            }
            port = loop->acceptor.local_endpoint().port();
        }
        return port;
    }

    error_code open(Acceptor& acceptor, const asio::ip::tcp::endpoint& endpoint) const {
        using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;
        error_code failed;
        acceptor.open(endpoint.protocol(), failed);
        if (!failed) acceptor.set_option(asio::socket_base::reuse_address(true), failed);
        // Only among our own loops: with a single one, a second server on the port is an error.
        if (!failed && loops.size() > 1) acceptor.set_option(ReusePort(true), failed);
        if (!failed) acceptor.bind(endpoint, failed);
        if (!failed) acceptor.listen(asio::socket_base::max_listen_connections, failed);
        return failed;
    }

    Task<void> accept(Loop& loop) {
        while (!stopping) {
            error_code failed;
            Socket socket =
                co_await loop.acceptor.async_accept(asio::redirect_error(kAwait, failed));
            if (stopping && failed) co_return;
            if (failed) {
                // Out of descriptors: somebody has to leave before the next can come.
                loop.date_timer.expires_after(milliseconds(50));
                co_await loop.date_timer.async_wait(asio::redirect_error(kAwait, failed));
                continue;
            }
            begin_session(loop, std::move(socket));
        }
    }

    void begin_session(Loop& loop, Socket socket) {
        error_code failed;
        const auto peer = socket.remote_endpoint(failed);
        if (failed) return;
        std::string address = peer.address().to_string();
        if (!admission.enter(address)) return;  // closed as it goes
        socket.set_option(asio::ip::tcp::no_delay(true), failed);
        asio::co_spawn(loop.context,
                       session(loop, Stream(std::move(socket)), std::move(address),
                               peer.address().is_loopback()),
                       asio::detached);
    }

    // ---- one connection ---------------------------------------------------------------------

    struct Leave {
        Admission& admission;
        const std::string& address;
        ~Leave() { admission.leave(address); }
    };

    struct InFlight {
        std::atomic<std::size_t>& count;
        explicit InFlight(std::atomic<std::size_t>& counted) : count(counted) { ++count; }
        InFlight(const InFlight&) = delete;
        InFlight& operator=(const InFlight&) = delete;
        ~InFlight() { --count; }
    };

    Task<void> session(Loop& loop, Stream stream, std::string address, bool is_loopback) {
        const Leave leave{admission, address};
        beast::flat_buffer buffer(options.header_bytes_max + 64 * 1'024);
        const bool is_proxy = std::find(options.proxies.begin(), options.proxies.end(), address) !=
                              options.proxies.end();
        error_code failed;
        // A connection that was taken gets one answer, also when the listener closed meanwhile.
        for (bool is_first = true; is_first || !stopping; is_first = false) {
            if (!co_await wait_for_request(loop, stream, buffer)) break;
            const InFlight one(in_flight);
            Request request;
            request.peer = address;
            request.peer_is_loopback = is_loopback;
            request.peer_is_proxy = is_proxy;
            request.id = fmt::format("{:08x}{:08x}", loop.salt & 0xffffffffU, ++loop.requests);
            const steady_clock::time_point began = steady_clock::now();
            Parser parser;
            parser.header_limit(static_cast<std::uint32_t>(options.header_bytes_max));
            Response response;
            bool keep_alive = false;
            const int refusal = co_await read(stream, buffer, parser, request);
            if (refusal < 0) break;
            if (refusal > 0) {
                response = application.refuse(refusal, request);
            } else {
                keep_alive = parser.get().keep_alive() && parser.get().version() >= 11;
                response = co_await answer(loop, stream, request);
            }
            keep_alive = keep_alive && !draining;
            if (!co_await write(loop, stream, request, response, keep_alive)) break;
            if (application.log) {
                const auto took = std::chrono::duration_cast<std::chrono::microseconds>(
                    steady_clock::now() - began);
                application.log(request, response, took.count());
            }
            if (!keep_alive) break;
        }
        co_await linger(stream);
    }

    // False when there will be none.
    Task<bool> wait_for_request(Loop& loop, Stream& stream, beast::flat_buffer& buffer) {
        if (buffer.size() > 0) co_return true;
        error_code failed;
        constexpr int kLateMs = 500;
        stream.expires_after(milliseconds(stopping ? kLateMs : options.idle_ms_max));
        loop.idle.insert(&stream);
        const std::size_t count = co_await stream.async_read_some(
            buffer.prepare(4'096), asio::redirect_error(kAwait, failed));
        loop.idle.erase(&stream);
        buffer.commit(count);
        co_return !failed && count > 0;
    }

    // 0 when the request is complete, a status to refuse it with, or -1 when the client is gone.
    Task<int> read(Stream& stream, beast::flat_buffer& buffer, Parser& parser, Request& request) {
        error_code failed;
        stream.expires_after(milliseconds(options.header_ms_max));
        // Which limit holds is known once the head is; the library's own would be 1 MiB.
        parser.body_limit(boost::none);
        co_await http::async_read_header(stream, buffer, parser,
                                         asio::redirect_error(kAwait, failed));
        if (failed) co_return status_of(failed);
        if (!fill_request(parser.get(), request)) co_return 400;
        const BodyLimit limit = application.body_limit(request);
        const auto length = parser.content_length();
        if (length && *length > limit.bytes_max) co_return 413;
        parser.body_limit(limit.bytes_max);
        if (parser.is_done()) co_return 0;
        if (view(parser.get()[http::field::expect]) == "100-continue") {
            co_await asio::async_write(stream, asio::buffer("HTTP/1.1 100 Continue\r\n\r\n", 25),
                                       asio::redirect_error(kAwait, failed));
            if (failed) co_return -1;
        }
        stream.expires_after(std::chrono::seconds(limit.seconds_max));
        co_await http::async_read(stream, buffer, parser, asio::redirect_error(kAwait, failed));
        if (failed) co_return status_of(failed);
        request.body = std::move(parser.get().body());
        co_return 0;
    }

    static int status_of(const error_code& failed) {
        if (failed == beast::error::timeout) return 408;
        if (failed == http::error::header_limit || failed == http::error::buffer_overflow)
            return 431;
        if (failed == http::error::body_limit) return 413;
        if (failed == http::error::end_of_stream || failed == http::error::partial_message)
            return -1;
        if (failed.category() == make_error_code(http::error::bad_method).category()) return 400;
        return -1;
    }

    Task<Response> answer(Loop& loop, Stream& stream, Request& request) {
        if (std::optional<Response> ready = application.quick(request)) co_return std::move(*ready);
        Response response;
        Timer done(loop.context);
        bool finished = false;
        std::atomic<bool> has_left = false;
        request.has_left = [this, &has_left] { return has_left || is_over; };
        const bool queued = workers->post([this, &request, &response, &done, &finished, &loop] {
            response = application.handle(request);
            asio::post(loop.context, [&done, &finished] {
                finished = true;
                done.cancel();
            });
        });
        if (!queued) co_return application.refuse(503, request);
        error_code ignored;
        while (!finished) {
            // It is woken when the answer is there; in between the client may have hung up.
            constexpr milliseconds kLook{250};
            done.expires_after(kLook);
            co_await done.async_wait(asio::redirect_error(kAwait, ignored));
            if (!finished && has_hung_up(stream)) has_left = true;
        }
        request.has_left = {};
        co_return response;
    }

    // Looks at what has arrived without taking it.
    static bool has_hung_up(Stream& stream) {
        char next = 0;
        const ssize_t count =
            ::recv(stream.socket().native_handle(), &next, 1, MSG_PEEK | MSG_DONTWAIT);
        return count == 0 || (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
    }

    Task<bool> write(Loop& loop, Stream& stream, const Request& request, const Response& response,
                     bool keep_alive) {
        const std::string head = head_text(response, date_of(loop), keep_alive);
        const bool with_body =
            request.method != Method::head && response.status != 204 && response.status != 304;
        const bool is_whole = response.file == nullptr;
        const std::string_view body = with_body && is_whole ? response.bytes() : std::string_view{};
        const std::array<asio::const_buffer, 2> parts = {asio::buffer(head),
                                                         asio::buffer(body.data(), body.size())};
        error_code failed;
        stream.expires_after(milliseconds(options.write_ms_max));
        co_await asio::async_write(stream, parts, asio::redirect_error(kAwait, failed));
        if (failed || is_whole || !with_body) co_return !failed;
        co_return co_await write_file(stream, *response.file);
    }

    // Time runs for each piece: who takes it slowly gets all of it, who takes nothing is cut off.
    Task<bool> write_file(Stream& stream, const FileBody& file) {
        constexpr std::size_t kPieceBytes = 128 * 1'024;
        std::vector<char> piece(kPieceBytes);
        error_code failed;
        for (std::uint64_t at = 0; at < file.size() && !failed; at += piece.size()) {
            piece.resize(std::min<std::uint64_t>(kPieceBytes, file.size() - at));
            if (!file.read(at, piece)) co_return false;
            stream.expires_after(milliseconds(options.write_ms_max));
            co_await asio::async_write(stream, asio::buffer(piece),
                                       asio::redirect_error(kAwait, failed));
        }
        co_return !failed;
    }

    // What the client was still sending is read for a moment, or the kernel would throw our last
    // answer away together with it.
    Task<void> linger(Stream& stream) {
        error_code failed;
        stream.socket().shutdown(asio::ip::tcp::socket::shutdown_send, failed);
        if (failed) co_return;
        constexpr std::size_t kLingerBytesMax = 256 * 1'024;
        std::array<char, 4'096> rest{};
        stream.expires_after(milliseconds(500));
        for (std::size_t read = 0; read < kLingerBytesMax && !failed;) {
            read += co_await stream.async_read_some(asio::buffer(rest),
                                                    asio::redirect_error(kAwait, failed));
        }
    }

    // ---- running and stopping ---------------------------------------------------------------

    void run() {
        // A client that leaves during an answer must not end the process.
        std::signal(SIGPIPE, SIG_IGN);
        asio::signal_set signals(loops.front()->context);
        if (options.heeds_signals) {
            signals.add(SIGTERM);
            signals.add(SIGINT);
            heed(signals);
        }
        for (const auto& loop : loops) asio::co_spawn(loop->context, accept(*loop), asio::detached);
        std::vector<std::thread> threads;
        for (std::size_t i = 1; i < loops.size(); ++i)
            threads.emplace_back([loop = loops[i].get()] { loop->context.run(); });
        loops.front()->context.run();
        for (std::thread& thread : threads) thread.join();
        is_over = true;
        workers->finish();
    }

    void heed(asio::signal_set& signals) {
        signals.async_wait([this, &signals](const error_code& failed, int) {
            if (failed) return;
            stop();
            heed(signals);  // whoever is in a hurry asks twice
        });
    }

    void stop() {
        const bool is_first = !draining.exchange(true);
        if (is_first && application.draining) application.draining();
        if (!is_first || options.announce_ms == 0) return close_all();
        asio::post(loops.front()->context, [this] {
            announcement = std::make_unique<Timer>(loops.front()->context);
            announcement->expires_after(milliseconds(options.announce_ms));
            announcement->async_wait([this](const error_code& failed) {
                if (!failed) close_all();
            });
        });
    }

    void close_all() {
        if (stopping.exchange(true)) return;
        for (const auto& loop : loops)
            asio::post(loop->context, [this, &one = *loop] { close(one); });
    }

    // Answers under way may finish; whoever only waits is sent home.
    void close(Loop& loop) {
        error_code ignored;
        take_waiting(loop);
        loop.acceptor.close(ignored);
        for (Stream* stream : loop.idle) stream->cancel();
        loop.date_timer.expires_after(milliseconds(options.drain_ms_max));
        loop.date_timer.async_wait([&loop](const error_code& failed) {
            if (!failed) loop.context.stop();
        });
        asio::co_spawn(loop.context, end_when_empty(loop), asio::detached);
    }

    // Who has connected and was not taken yet would be cut off by the kernel without a word.
    void take_waiting(Loop& loop) {
        error_code failed;
        loop.acceptor.non_blocking(true, failed);
        while (!failed) {
            Socket socket(loop.context);
            loop.acceptor.accept(socket, failed);
            if (!failed) begin_session(loop, std::move(socket));
        }
    }

    Task<void> end_when_empty(Loop& loop) {
        error_code ignored;
        Timer pause(loop.context);
        while (admission.all() > 0) {
            pause.expires_after(milliseconds(5));
            co_await pause.async_wait(asio::redirect_error(kAwait, ignored));
        }
        loop.context.stop();
    }
};

HttpServer::HttpServer(Application application, HttpOptions options)
    : impl_(std::make_unique<Impl>(std::move(application), std::move(options))) {}
HttpServer::~HttpServer() = default;

Result<std::uint16_t> HttpServer::listen() {
    return impl_->listen();
}
void HttpServer::run() {
    impl_->run();
}
void HttpServer::stop() {
    impl_->stop();
}
std::size_t HttpServer::connections() const {
    return impl_->admission.all();
}
HttpFigures HttpServer::figures() const {
    const Impl& of = *impl_;
    return {.connections = of.admission.all(),
            .in_flight = of.in_flight,
            .queued = of.workers->queued(),
            .queue_max = of.options.queue_max,
            .workers = of.options.workers,
            .workers_busy = of.workers->busy()};
}

}  // namespace kc::server
