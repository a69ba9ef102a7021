namespace NasCluster.Dashboard.Hosting;

/// <summary>A start that cannot be: the message is for people, the code is the process's.</summary>
internal sealed class DashboardException(int code, string message) : Exception(message)
{
    public const int BadInput = 2;
    public const int WrongEnvironment = 3;

    public int Code => code;
}
