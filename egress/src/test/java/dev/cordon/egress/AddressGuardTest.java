package dev.cordon.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which addresses are public. */
class AddressGuardTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      nullValues = "public",
      textBlock =
          """
          8.8.8.8,                    public
          9.255.255.255,              public
          10.0.0.0,                   private
          11.0.0.0,                   public
          0.0.0.0,                    this machine
          100.63.255.255,             public
          100.64.0.1,                 shared by a carrier
          100.100.100.200,            metadata service
          127.0.0.1,                  loopback
          168.63.129.16,              metadata service
          169.254.0.1,                link-local
          169.254.169.254,            metadata service
          169.254.170.2,              metadata service
          172.15.0.1,                 public
          172.16.0.1,                 private
          172.31.255.255,             private
          172.32.0.1,                 public
          192.0.0.192,                metadata service
          192.0.2.1,                  for documentation
          192.88.99.1,                6to4
          192.168.1.1,                private
          198.17.255.255,             public
          198.18.0.1,                 for tests of networks
          198.19.255.255,             for tests of networks
          224.0.0.1,                  multicast
          255.255.255.255,            set aside
          ::ffff:10.0.0.1,            private
          ::ffff:169.254.169.254,     metadata service
          ::ffff:8.8.8.8,             public
          ::,                         this machine
          ::1,                        loopback
          ::8.8.8.8,                  set aside
          64:ff9b::a9fe:a9fe,         metadata service
          64:ff9b::808:808,           NAT64
          64:ff9b:1::1,               NAT64
          2002:a9fe:a9fe::1,          metadata service
          2002:808:808::1,            6to4
          2001::1,                    set aside for protocols
          2001:db8::1,                for documentation
          2606:4700::1111,            public
          3fff::1,                    for documentation
          4000::1,                    set aside
          fc00::1,                    private
          fd00:ec2::254,              metadata service
          fe80::1,                    link-local
          fec0::1,                    set aside
          ff02::1,                    multicast
          """)
  void onlyWhatIsGivenOutToEverybodyIsPublic(String address, String kind) {
    assertThat(AddressGuard.special(InetAddress.ofLiteral(address))).isEqualTo(kind);
  }

  /** As resolvers give them: Java makes such an address by hand only. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      nullValues = "public",
      value = {"169.254.169.254, metadata service", "10.0.0.1, private", "8.8.8.8, public"})
  void anIpv4AddressInItsIpv6FormIsThatAddress(String address, String kind) throws Exception {
    byte[] mapped = new byte[16];
    mapped[10] = mapped[11] = (byte) 0xff;
    System.arraycopy(InetAddress.ofLiteral(address).getAddress(), 0, mapped, 12, 4);
    InetAddress odd = Inet6Address.getByAddress("odd.example", mapped, -1);

    assertThat(odd.getAddress()).hasSize(16);
    assertThat(AddressGuard.special(odd)).isEqualTo(kind);
    assertThat(AddressGuard.isMetadata(odd)).isEqualTo("metadata service".equals(kind));
  }
}
