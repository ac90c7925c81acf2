# Compiler, linker and cache settings shared by every target of the project.

add_library(kc_options INTERFACE)
# Warnings of the compiler we ship with are errors; clang, used for fuzzing, may have its opinion.
target_compile_options(kc_options INTERFACE
    -Wall -Wextra -Wconversion -Wshadow -Wpedantic $<$<CXX_COMPILER_ID:GNU>:-Werror>)
# At -O2 g++ 12 sees overlapping copies in the assignment of any string literal (GCC bug 105651)
# and unset members of engaged optionals; both warnings stay on in every other build.
target_compile_options(kc_options INTERFACE
    "$<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-restrict;-Wno-maybe-uninitialized>")
# clang 19 takes libstdc++ 12's own use of std::get_temporary_buffer for ours.
target_compile_options(kc_options INTERFACE
    $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>)
target_include_directories(kc_options INTERFACE ${CMAKE_SOURCE_DIR}/src)

# Messages and debug information name files as the repository does, wherever the checkout is;
# with paths relative to it for ccache too, two checkouts share one cache.
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
find_program(KC_CCACHE ccache)
if(KC_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} ${KC_CCACHE})
    set(CMAKE_C_COMPILER_LAUNCHER ${CMAKE_CXX_COMPILER_LAUNCHER})
endif()

# mold links three times faster than bfd; g++ 12 knows it by name.
find_program(KC_MOLD mold)
if(KC_MOLD)
    add_link_options(-fuse-ld=mold)
endif()

set(KC_SANITIZE "" CACHE STRING "sanitizers, e.g. address,undefined")
if(KC_SANITIZE)
    add_compile_options(-fsanitize=${KC_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${KC_SANITIZE})
    # g++ 12 loses track of std::optional in instrumented code.
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(kc_options INTERFACE -Wno-maybe-uninitialized)
    endif()
else()
    # The program reads foreign files: an index out of bounds ends it instead of reading on.
    add_compile_options(-D_GLIBCXX_ASSERTIONS -fstack-protector-strong)
    add_compile_options($<$<CONFIG:Release>:-U_FORTIFY_SOURCE>
                        $<$<CONFIG:Release>:-D_FORTIFY_SOURCE=2>)
    set(CMAKE_POSITION_INDEPENDENT_CODE ON)
    add_link_options(LINKER:-z,relro,-z,now)
endif()
if(KC_FUZZ)
    # Coverage instrumentation everywhere, the fuzzer's main only in the fuzz targets.
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()
