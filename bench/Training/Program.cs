using NasCluster.Trainer.Runtime;
using NasCluster.Training;

// Training speed; every figure is a ratio of things measured in turns in one run. Usage, from the root of the repository:
//   Training limits [--threads 1] [--batch 64,256]
//   Training memory [--candidates 1000] [--give-back 1]
//   Training evaluation [--batch 16,32,64,128,256] [--rounds 5]
//   Training outside --run run.json --candidates candidates.json --slots 2
//   Training loop [--who trainer|ready|unfused|stock] [--steps 60] [--only MBConv] [--batch 64]: steps alone, to look at with a profiler
//   Training steps [--rounds 7] [--threads 1] [--only MBConv,Ghost,Fused] [--batch 64,256] [--peer bench/peers/torch_training.py]
var arguments = new Arguments(args);
if (args is not [var mode, ..])
{
    mode = "steps";
}

TorchRuntime.Start(new TrainerSettings("cpu", arguments.Number("--threads", 1), null));
switch (mode)
{
    case "steps":
        new Steps(arguments).Run();
        return 0;
    case "limits":
        Limits.Run(arguments);
        return 0;
    case "memory":
        Memory.Run(arguments);
        return 0;
    case "evaluation":
        Evaluations.Run(arguments);
        return 0;
    case "outside":
        Outside.Run(arguments);
        return 0;
    case "loop":
        Loop.Run(arguments);
        return 0;
    default:
        Console.Error.WriteLine(
            $"'{mode}' is no part of this bench; allowed: steps, limits, memory, evaluation, outside, loop."
        );
        return 2;
}
