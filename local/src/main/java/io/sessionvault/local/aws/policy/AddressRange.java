package io.sessionvault.local.aws.policy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// Ranges of IP addresses in the notation of RFC 4632, as condition operators use them.
final class AddressRange {
    private AddressRange() {}

    /// Whether an address is in a range.
    ///
    /// @param range an address, or one with the length of a prefix
    /// @param address an address of the same family; none of another is in the range
    static boolean contains(String range, String address) {
        int slash = range.indexOf('/');
        byte[] first = bytes(slash < 0 ? range : range.substring(0, slash));
        byte[] asked = bytes(address);
        int length = first.length * Byte.SIZE;
        String prefix = slash < 0 ? Integer.toString(length) : range.substring(slash + 1);
        if (first.length == 0 || first.length != asked.length || !prefix.matches("[0-9]{1,3}")) {
            return false;
        }
        int ignored = Math.max(0, length - Integer.parseInt(prefix));
        return new BigInteger(1, first)
                .shiftRight(ignored)
                .equals(new BigInteger(1, asked).shiftRight(ignored));
    }

    /// The address as bytes; none when it is not a literal one. No name is ever looked up.
    private static byte[] bytes(String address) {
        if (!address.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            return new byte[0];
        }
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException none) {
            return new byte[0];
        }
    }
}
