using NasCluster.FaultSilo;

// With arguments a silo for fault tests; without, what that silo takes for the built-in trainer.
return args is [var folder, var cluster, var slots] && int.TryParse(slots, out var count)
    ? await SiloProgram.RunAsync(folder, cluster, count)
    : SelfCheckTrainer.Run();
