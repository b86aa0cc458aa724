/*
 * The workload on ns-3's core alone: its scheduler, its TbfQueueDisc as shaper and its
 * DropTailQueue in front of the port. No devices, addresses or sockets; sources, serialiser and
 * cable are an event each. usage: lean INTERLINKS PORT_GBPS INTERLINK_GBPS PACKETS
 */
#include <unistd.h>
#include <vector>
#include "../c/common.h"
#include "ns3/core-module.h"
#include "ns3/network-module.h"
#include "ns3/traffic-control-module.h"

using namespace ns3;

/* What a queue discipline holds: a packet without any header. */
class Frame : public QueueDiscItem {
public:
  explicit Frame(Ptr<Packet> packet) : QueueDiscItem(packet, Address(), 0) {}
  void AddHeader() override {}
  bool Mark() override { return false; }
};

static uint64_t wanted, delivered;
static double delays; /* ns */

class Port {
public:
  explicit Port(double rate)
      : m_queue(CreateObject<DropTailQueue<QueueDiscItem>>()),
        m_service(PicoSeconds(llround(WIRE_BITS / rate * 1e3))), m_propagation(NanoSeconds(PROPAGATION)) {
    m_queue->SetMaxSize(QueueSize("100000p"));
  }

  void Receive(Ptr<QueueDiscItem> frame) {
    m_queue->Enqueue(frame);
    if (!m_busy) Begin();
  }

private:
  void Begin() {
    Ptr<QueueDiscItem> frame = m_queue->Dequeue();
    m_busy = frame != nullptr;
    if (m_busy) Simulator::Schedule(m_service, &Port::Sent, this, frame);
  }

  void Sent(Ptr<QueueDiscItem> frame) {
    Simulator::Schedule(m_propagation, &Port::Arrived, this, frame);
    Begin();
  }

  void Arrived(Ptr<QueueDiscItem> frame) {
    const double delay = (Simulator::Now() - frame->GetTimeStamp()).GetPicoSeconds() / 1e3;
    delays += delay;
    count_delay(delay - PROPAGATION);
    if (++delivered >= wanted) Simulator::Stop();
  }

  Ptr<DropTailQueue<QueueDiscItem>> m_queue;
  Time m_service, m_propagation;
  bool m_busy = false;
};

class Source {
public:
  Source(double rate, uint64_t seed, Port *port)
      : m_stream(open_stream(seed)), m_gap(FRAME_BITS / (rate * OFFERED) * 1e3),
        m_shaper(CreateObject<TbfQueueDisc>()) {
    m_shaper->SetAttribute("Rate", DataRateValue(DataRate(uint64_t(rate * 1e9))));
    m_shaper->SetAttribute("Burst", UintegerValue(BURST_BITS / 8));
    m_shaper->SetAttribute("Mtu", UintegerValue(1500));
    m_shaper->SetAttribute("MaxSize", QueueSizeValue(QueueSize(BYTES, QUEUE_BITS / 8)));
    m_shaper->SetSendCallback([port](Ptr<QueueDiscItem> frame) { port->Receive(frame); });
    m_shaper->Initialize();
  }

  void Wait() {
    Simulator::Schedule(PicoSeconds(int64_t(m_gap * next_exponential(&m_stream))), &Source::Send, this);
  }

private:
  static constexpr auto BYTES = QueueSizeUnit::BYTES;

  void Send() {
    Ptr<Frame> frame = Create<Frame>(Create<Packet>(FRAME_BITS / 8));
    frame->SetTimeStamp(Simulator::Now());
    m_shaper->Enqueue(frame);
    m_shaper->Run();
    Wait();
  }

  struct stream m_stream;
  double m_gap; /* ps */
  Ptr<TbfQueueDisc> m_shaper;
};

int main(int count, char **words) {
  const struct workload asked = workload_of(count, words);
  wanted = asked.packets;
  Time::SetResolution(Time::PS);
  prepare_exponential();
  Port port(asked.port);
  std::vector<Source> sources;
  sources.reserve(asked.interlinks); /* events point at them: they must not move */
  for (int i = 0; i < asked.interlinks; i++) {
    sources.emplace_back(asked.interlink, 1000 + i, &port);
    sources.back().Wait();
  }
  const double begun = now_seconds();
  Simulator::Run();
  tell_packets(delivered, now_seconds() - begun, delays);
  fflush(stdout);
  _exit(0); /* frees nothing: that is not measured, and takes long */
}
