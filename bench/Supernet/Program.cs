using System.Globalization;
using NasCluster.Supernet;
using NasCluster.Trainer.Runtime;

// What FBNet V1 and V2 say their supernets cost, measured: every figure is a ratio of steps taken in turns in one run, on
// one thread. "memory CASE" is the child that measures the peak of one case.
TorchRuntime.Start(new TrainerSettings("cpu", 1, null));
if (args is ["memory", var name])
{
    Console.WriteLine(PeakMemory.Measure(Cases.Find(name)).ToString(CultureInfo.InvariantCulture));
    return;
}

var rounds = args is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 15;
Report.DMasking(rounds);
Report.Dnas(rounds);
