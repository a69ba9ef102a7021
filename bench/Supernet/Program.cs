using System.Globalization;
using NasCluster.Supernet;
using NasCluster.Trainer.Runtime;

// What FBNet V1 and V2 say their supernets cost, measured: every figure is a ratio of steps taken in turns in one run, on
// one thread. "memory CASE" is the child that measures the peak of one case. "compare dnas|dmasking STORE" and "series
// STORE" search on Fashion-MNIST with `nas run`; further arguments go to it, such as --slots 2 --threads 1.
TorchRuntime.Start(new TrainerSettings("cpu", 1, null));
switch (args)
{
    case ["memory", var name]:
        Console.WriteLine(PeakMemory.Measure(Cases.Find(name)).ToString(CultureInfo.InvariantCulture));
        break;
    case ["compare", "dnas" or "dmasking", var store, .. var layout]:
        SearchReport.Compare(new(store, layout), args[1]);
        break;
    case ["series", var store, .. var layout]:
        SearchReport.Series(new(store, layout));
        break;
    default:
        var rounds = args is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 15;
        Report.DMasking(rounds);
        Report.Dnas(rounds);
        break;
}
