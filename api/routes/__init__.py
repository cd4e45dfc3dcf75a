"""The routes: thin. A route checks its parameters, calls one service and returns what that returns; no queries here."""
