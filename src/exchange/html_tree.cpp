// SPDX-License-Identifier: Apache-2.0
#include "exchange/html_tree.hpp"

#include <gumbo.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "exchange/html_nesting.hpp"

namespace kc::exchange {
namespace {

constexpr std::size_t kFirstBlockBytes = 64 * 1024;
constexpr std::size_t kBlockBytesMax = 8 * kMebibyte;
constexpr std::size_t kAllocationsBetweenLooks = 256;
constexpr std::size_t kCharsetWithin = 4096;

std::chrono::nanoseconds thread_cpu_time() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

Diagnostic too_complex() {
    return Diagnostic{
        .code = "E-html-too-complex",
        .zh = "网页结构过于复杂（嵌套过深或未闭合标签过多），读不了",
        .en = "the page is nested too deeply or has too many unclosed tags to be read"}
        .hint("在浏览器中打开，把正文复制到 .txt 文件后再试",
              "open it in a browser and copy the text into a .txt file");
}

}  // namespace

// Hands out memory and takes none back, until all of it goes at once: faster than malloc for a
// tree, and it lets a parse be left in the middle without a leak.
class HtmlTree::Arena {
public:
    explicit Arena(const ExtractLimits& limits)
        : bytes_left_(limits.html_memory_max), cpu_end_(thread_cpu_time() + limits.html_cpu_max) {}

    // gumbo is C and does not look at what its allocator returns, so at a limit the parse is left
    // by longjmp. Between setjmp and here there are only gumbo's own frames.
    static void* allocate(void* self, std::size_t size) {
        return static_cast<Arena*>(self)->take(size);
    }
    static void deallocate(void*, void*) {}

    std::jmp_buf leave;

private:
    void* take(std::size_t size) {
        constexpr std::size_t kAlign = alignof(std::max_align_t);
        if (size > bytes_left_ || is_time_over()) std::longjmp(leave, 1);
        size = (size + kAlign - 1) / kAlign * kAlign;
        if (size > block_left_) add_block(size);
        void* memory = next_;
        next_ += size;
        block_left_ -= size;
        return memory;
    }

    void add_block(std::size_t at_least) {
        const std::size_t usual =
            std::min(kBlockBytesMax, kFirstBlockBytes << std::min<std::size_t>(blocks_.size(), 10));
        const std::size_t size = std::max(usual, at_least);
        bytes_left_ -= std::min(bytes_left_, size);
        blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(size));
        next_ = blocks_.back().get();
        block_left_ = size;
    }

    bool is_time_over() {
        if (++allocations_ % kAllocationsBetweenLooks != 0) return false;
        return thread_cpu_time() > cpu_end_;
    }

    std::vector<std::unique_ptr<std::byte[]>> blocks_;
    std::byte* next_ = nullptr;
    std::size_t block_left_ = 0;
    std::size_t bytes_left_;
    std::size_t allocations_ = 0;
    std::chrono::nanoseconds cpu_end_;
};

HtmlTree::HtmlTree(std::unique_ptr<Arena> arena) : arena_(std::move(arena)) {}
HtmlTree::HtmlTree(HtmlTree&&) noexcept = default;
HtmlTree& HtmlTree::operator=(HtmlTree&&) noexcept = default;
HtmlTree::~HtmlTree() = default;

Result<HtmlTree> HtmlTree::parse(std::string_view utf8, const ExtractLimits& limits) {
    const HtmlNesting nesting = measure_nesting(utf8);
    if (nesting.depth_max > limits.html_depth_max || nesting.work > limits.html_work_max) {
        return unexpected(too_complex());
    }
    HtmlTree tree(std::make_unique<Arena>(limits));
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = &Arena::allocate;
    options.deallocator = &Arena::deallocate;
    options.userdata = tree.arena_.get();
    options.max_errors = 0;
    // Nothing that owns memory is made between here and the jump.
    if (setjmp(tree.arena_->leave) != 0) return unexpected(too_complex());
    tree.output_ = gumbo_parse_with_options(&options, utf8.data(), utf8.size());
    return tree;
}

std::string_view declared_charset(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, kCharsetWithin);
    for (std::size_t at = 0; at < head.size();) {
        constexpr std::string_view kWord = "charset";
        const auto found = std::search(
            head.begin() + static_cast<std::ptrdiff_t>(at), head.end(), kWord.begin(), kWord.end(),
            [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
        if (found == head.end()) return {};
        at = static_cast<std::size_t>(found - head.begin()) + kWord.size();
        std::size_t begin = head.find_first_not_of(" \t\r\n", at);
        if (begin == std::string_view::npos || head[begin] != '=') continue;
        begin = head.find_first_not_of(" \t\r\n\"'", begin + 1);
        if (begin == std::string_view::npos) return {};
        const std::size_t end = head.find_first_of(" \t\r\n\"';>/", begin);
        return head.substr(begin, end == std::string_view::npos ? end : end - begin);
    }
    return {};
}

}  // namespace kc::exchange
