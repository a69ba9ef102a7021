namespace NasCluster.Silo.Trainers;

internal interface ITrainerLauncher
{
    /// <summary>Starts a trainer that will say hello.</summary>
    /// <param name="command">The program.</param>
    /// <param name="resources">What it may use.</param>
    /// <param name="logPath">File for what it prints.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    ITrainerChild Start(TrainerCommandLine command, ChildResources resources, string logPath);
}
