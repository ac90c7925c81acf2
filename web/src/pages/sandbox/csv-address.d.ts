// SPDX-License-Identifier: Apache-2.0
// Vite: the address of a file that is put beside the pages.
declare module '*.csv?url' {
  const address: string
  export default address
}
