# Writes the files of a folder into a C++ source, so that the program works without the folder:
#   cmake -D FOLDER=catalog -D OUTPUT=embedded_catalog.cpp -P embed_catalog.cmake
file(GLOB_RECURSE paths RELATIVE ${FOLDER} ${FOLDER}/*.yaml)
list(SORT paths)
list(LENGTH paths count)

set(entries "")
foreach(path IN LISTS paths)
    # Quoted everywhere: the text may hold semicolons and brackets, which lists would swallow.
    file(READ "${FOLDER}/${path}" text)
    if(text MATCHES "\\)kc_yaml\"")
        message(FATAL_ERROR "${path} holds the mark that ends a text in C++")
    endif()
    string(APPEND entries "    file(\"${path}\", R\"kc_yaml(${text})kc_yaml\"),\n")
endforeach()

file(WRITE "${OUTPUT}" "// Written by src/pack/embed_catalog.cmake.
#include <array>

#include \"pack/catalog.hpp\"

namespace kc::pack {
namespace {

// The length comes from the type: counting a whole catalog is too much for a constant expression.
template <std::size_t N>
constexpr EmbeddedFile file(std::string_view path, const char (&text)[N]) {
    return {path, std::string_view(text, N - 1)};
}

// Longer texts than the standard demands are fine with every compiler we use.
#pragma GCC diagnostic ignored \"-Woverlength-strings\"

constexpr std::array<EmbeddedFile, ${count}> kFiles{
${entries}};

}  // namespace

std::span<const EmbeddedFile> embedded_catalog() {
    return kFiles;
}

}  // namespace kc::pack
")
