/* The network of a confined command, once the gate is wanted: every address is one of its own, so that each connection
 * it makes arrives somewhere in it. Nothing leaves: there is no interface but its loopback. */
#include "relay.h"

#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* `local default dev lo`, in the table that is asked first. */
struct route {
  struct nlmsghdr header;
  struct rtmsg message;
  struct rtattr interface_header;
  uint32_t interface;
};

static int add_route(int netlink, unsigned char family) {
  struct route route = {
      .header = {.nlmsg_len = sizeof route,
                 .nlmsg_type = RTM_NEWROUTE,
                 .nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_REPLACE},
      .message = {.rtm_family = family,
                  .rtm_table = RT_TABLE_LOCAL,
                  .rtm_protocol = RTPROT_STATIC,
                  .rtm_scope = family == AF_INET ? RT_SCOPE_HOST : RT_SCOPE_UNIVERSE,
                  .rtm_type = RTN_LOCAL},
      .interface_header = {.rta_len = RTA_LENGTH(sizeof(uint32_t)), .rta_type = RTA_OIF},
      .interface = if_nametoindex("lo"),
  };
  if (send(netlink, &route, sizeof route, 0) != sizeof route) return -errno;
  struct {
    struct nlmsghdr header;
    struct nlmsgerr error;
    char rest[512];
  } answer;
  ssize_t got = recv(netlink, &answer, sizeof answer, 0);
  if (got < (ssize_t)NLMSG_LENGTH(sizeof(struct nlmsgerr)) || answer.header.nlmsg_type != NLMSG_ERROR) return -EPROTO;
  return answer.error.error;
}

/* Negative errno when it cannot be done; a kernel without IPv6 has nothing to capture there. */
int own_every_address(void) {
  int netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  if (netlink < 0) return -errno;
  int error = add_route(netlink, AF_INET);
  if (error == 0) add_route(netlink, AF_INET6);
  close(netlink);
  return error;
}
