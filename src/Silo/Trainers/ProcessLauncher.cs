namespace NasCluster.Silo.Trainers;

/// <summary>Trainers as child processes.</summary>
internal sealed class ProcessLauncher : ITrainerLauncher
{
    public ITrainerChild Start(TrainerCommandLine command, ChildResources resources, string logPath) =>
        TrainerChild.Start(command, resources, logPath);
}
