"""Argon2id (RFC 9106), by the reference implementation.

It is called through `argon2-cffi-bindings`. The package above it, `argon2-cffi`, is made for the
passwords of a server's users: it adds their encodings and rehashing, and what it imports for those
takes longer than opening a vault.
"""


def argon2id(
    secret: bytes, salt: bytes, *, passes: int, kibibytes: int, lanes: int, length: int
) -> bytes:
    """Return `length` bytes derived of `secret`, with the costs of one guess.

    Raises:
        MemoryError: it could not have the memory or the threads that it takes.
    """
    from _argon2_cffi_bindings import ffi, lib  # type: ignore[import-untyped]

    derived = ffi.new("uint8_t[]", length)
    status = lib.argon2_hash(
        passes,
        kibibytes,
        lanes,
        # Not a copy: what it was given is left as it is.
        ffi.from_buffer(secret),
        len(secret),
        ffi.from_buffer(salt),
        len(salt),
        derived,
        length,
        ffi.NULL,  # no encoded form
        0,
        lib.Argon2_id,
        lib.ARGON2_VERSION_13,
    )
    if status != lib.ARGON2_OK:
        raise MemoryError(ffi.string(lib.argon2_error_message(status)).decode("ascii"))
    return bytes(ffi.buffer(derived))
