/*
 * The workload as ns-3's manual would have it: an application with a UDP socket on a node for each
 * InterLink, a TbfQueueDisc on its device, a router, and a point-to-point link with a DropTailQueue
 * to the node that receives. usage: idiomatic INTERLINKS PORT_GBPS INTERLINK_GBPS PACKETS
 */
#include <string>
#include <unistd.h>
#include "../c/common.h"
#include "ns3/applications-module.h"
#include "ns3/core-module.h"
#include "ns3/internet-module.h"
#include "ns3/network-module.h"
#include "ns3/point-to-point-module.h"
#include "ns3/traffic-control-module.h"

using namespace ns3;

enum {
  IP_UDP_HEADERS = 28, /* 1000 bytes are what the shaper sees: the IP packet */
  PPP_HEADER = 2,
  UDP_PORT = 9,
};

class PoissonSender : public Application {
public:
  PoissonSender(Ptr<Socket> socket, Address to, double gap) : m_socket(socket), m_to(to) {
    m_gap->SetAttribute("Mean", DoubleValue(gap));
  }

private:
  void StartApplication() override {
    m_socket->Bind();
    m_socket->Connect(m_to);
    Wait();
  }

  void Wait() { Simulator::Schedule(PicoSeconds(int64_t(m_gap->GetValue() * 1e3)), &PoissonSender::Send, this); }

  void Send() {
    SeqTsHeader header; /* carries the instant at which it is sent */
    header.SetSeq(m_sent++);
    Ptr<Packet> packet = Create<Packet>(FRAME_BITS / 8 - IP_UDP_HEADERS - header.GetSerializedSize());
    packet->AddHeader(header);
    m_socket->Send(packet);
    Wait();
  }

  Ptr<Socket> m_socket;
  Address m_to;
  uint32_t m_sent = 0;
  Ptr<ExponentialRandomVariable> m_gap = CreateObject<ExponentialRandomVariable>(); /* ns */
};

static uint64_t wanted, delivered;
static double delays; /* ns */

static void receive(Ptr<Socket> socket) {
  Address from;
  while (Ptr<Packet> packet = socket->RecvFrom(from)) {
    SeqTsHeader header;
    packet->RemoveHeader(header);
    const double delay = (Simulator::Now() - header.GetTs()).GetPicoSeconds() / 1e3;
    delays += delay;
    count_delay(fmax(0, delay - PROPAGATION));
    if (++delivered >= wanted) Simulator::Stop();
  }
}

int main(int count, char **words) {
  const struct workload asked = workload_of(count, words);
  wanted = asked.packets;
  Time::SetResolution(Time::PS);

  NodeContainer senders;
  senders.Create(asked.interlinks);
  Ptr<Node> router = CreateObject<Node>(), receiver = CreateObject<Node>();
  InternetStackHelper stack;
  stack.Install(senders);
  stack.Install(router);
  stack.Install(receiver);

  /* The port. Its rate is lowered so that a packet takes the time of its 1024 bytes on the wire. */
  PointToPointHelper trunk;
  const double bytes_share = double(FRAME_BITS / 8 + PPP_HEADER) * 8 / WIRE_BITS;
  trunk.SetDeviceAttribute("DataRate", DataRateValue(DataRate(uint64_t(asked.port * 1e9 * bytes_share))));
  trunk.SetChannelAttribute("Delay", TimeValue(NanoSeconds(PROPAGATION)));
  trunk.SetQueue("ns3::DropTailQueue", "MaxSize", StringValue("100000p"));
  NetDeviceContainer trunk_ends = trunk.Install(router, receiver);
  Ipv4AddressHelper addresses("10.200.0.0", "255.255.255.0");
  const Ipv4InterfaceContainer trunk_addresses = addresses.Assign(trunk_ends);
  TrafficControlHelper none;
  none.Uninstall(trunk_ends);

  /* The InterLinks: only their shapers take time. */
  PointToPointHelper access;
  access.SetDeviceAttribute("DataRate", DataRateValue(DataRate(10'000'000'000'000)));
  access.SetChannelAttribute("Delay", TimeValue(Seconds(0)));
  TrafficControlHelper shaper;
  shaper.SetRootQueueDisc("ns3::TbfQueueDisc",
                          "Rate", DataRateValue(DataRate(uint64_t(asked.interlink * 1e9))),
                          "Burst", UintegerValue(BURST_BITS / 8), "Mtu", UintegerValue(1500),
                          "MaxSize", QueueSizeValue(QueueSize(QueueSizeUnit::BYTES, QUEUE_BITS / 8)));
  const InetSocketAddress to(trunk_addresses.GetAddress(1), UDP_PORT);
  for (int i = 0; i < asked.interlinks; i++) {
    const Ptr<Node> sender = senders.Get(i);
    NetDeviceContainer ends = access.Install(sender, router);
    shaper.Install(ends.Get(0));
    const std::string network = "10.1." + std::to_string(i);
    addresses.SetBase((network + ".0").c_str(), "255.255.255.0");
    addresses.Assign(ends);
    none.Uninstall(ends.Get(1));
    Ipv4RoutingHelper::GetRouting<Ipv4StaticRouting>(sender->GetObject<Ipv4>()->GetRoutingProtocol())
        ->SetDefaultRoute(Ipv4Address((network + ".2").c_str()), 1);
    sender->AddApplication(CreateObject<PoissonSender>(
        Socket::CreateSocket(sender, UdpSocketFactory::GetTypeId()), to,
        FRAME_BITS / (asked.interlink * OFFERED)));
  }
  Ptr<Socket> sink = Socket::CreateSocket(receiver, UdpSocketFactory::GetTypeId());
  sink->SetAttribute("RcvBufSize", UintegerValue(1 << 24));
  sink->Bind(InetSocketAddress(Ipv4Address::GetAny(), UDP_PORT));
  sink->SetRecvCallback(MakeCallback(&receive));

  const double begun = now_seconds();
  Simulator::Run();
  tell_packets(delivered, now_seconds() - begun, delays);
  fflush(stdout);
  _exit(0); /* frees nothing: that is not measured, and takes long */
}
