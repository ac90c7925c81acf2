# Writes the fictitious figures of catalog/evaluations into a C++ source:
#   cmake -D FOLDER=catalog/evaluations/samples -D OUTPUT=embedded_samples.cpp -P embed_samples.cmake
file(GLOB paths RELATIVE ${FOLDER} ${FOLDER}/*.csv)
list(SORT paths)
list(LENGTH paths count)

set(entries "")
foreach(path IN LISTS paths)
    get_filename_component(name ${path} NAME_WLE)
    file(READ "${FOLDER}/${path}" text)
    if(text MATCHES "\\)kc_csv\"")
        message(FATAL_ERROR "${path} holds the mark that ends a text in C++")
    endif()
    string(APPEND entries "    EmbeddedSample{\"${name}\", R\"kc_csv(${text})kc_csv\"},\n")
endforeach()

file(WRITE "${OUTPUT}" "// Written by src/office/embed_samples.cmake.
#include <array>

#include \"office/office_evaluations.hpp\"

namespace kc::office {
namespace {

// Longer texts than the standard demands are fine with every compiler we use.
#pragma GCC diagnostic ignored \"-Woverlength-strings\"

constexpr std::array<EmbeddedSample, ${count}> kSamples{
${entries}};

}  // namespace

std::span<const EmbeddedSample> embedded_samples() {
    return kSamples;
}

}  // namespace kc::office
")
